import { dateAt, invalid, Refusal } from '@park/kernel';
import { change, type Command, load, lock, newIdentity, requireIfMatch, save, saveAll } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { MarketEntitiesService } from '../market-entities/market-entities.service.ts';
import { MarketEntityTable } from '../market-entities/market-entity.table.ts';
import { activate as activateOccupancy, cancel, changeEnd, complete, reopen } from '../occupancies/occupancy.ts';
import { OccupanciesService } from '../occupancies/occupancies.service.ts';
import { UnitTable } from '../units/unit.table.ts';
import { activate, approve, draft, makeVoid, reject, revise, sign, submit, type Lease } from './lease.ts';
import { amend, receiveDeposit, stepRent } from './lease-amendment.ts';
import { cancelTermination, close, handBack, holdOver, renew, settle, terminate } from './lease-course.ts';
import { priced, type Terms } from './lease-terms.ts';
import { endOn, moveEnd, moveOf, wishOf } from './lease-effects.ts';
import { LeaseTable } from './lease.table.ts';
import type {
  AmendLeaseDto,
  DraftLeaseDto,
  HandBackDto,
  ReceiveDepositDto,
  ReviseLeaseDto,
  SettleLeaseDto,
  SignLeaseDto,
  TerminateLeaseDto,
} from './leases.dto.ts';

@Injectable()
export class LeasesService {
  constructor(
    @Inject(OccupanciesService) private readonly occupancies: OccupanciesService,
    @Inject(MarketEntitiesService) private readonly entities: MarketEntitiesService,
  ) {}

  async draft(command: Command, body: DraftLeaseDto): Promise<Lease> {
    const { established_on } = await this.entities.named(command, body.entity_id);
    const renewal_of_id = body.renewal_of_id ?? null;
    if (renewal_of_id !== null) await requireRenewable(command, renewal_of_id, body);
    const { terms, referencePrices } = await this.terms(command, { ...body, renewal_of_id });
    const identity = await newIdentity(command, 'LS');
    return await save(command, LeaseTable, draft(identity, terms, priced(terms, referencePrices, identity.today), established_on));
  }

  async revise(command: Command, id: string, body: ReviseLeaseDto): Promise<Lease> {
    return await change(requireIfMatch(command), LeaseTable, id, async (lease) => {
      const { entity_id, renewal_of_id } = lease;
      const { terms, referencePrices } = await this.terms(command, { ...body, entity_id, renewal_of_id });
      const { established_on } = await load(command, MarketEntityTable, entity_id);
      const today = dateAt(command.now);
      return revise(lease, terms, priced(terms, referencePrices, today), established_on, today);
    });
  }

  /** Holds the units from now on: approval and signature are not raced for. */
  async submit(command: Command, id: string): Promise<Lease> {
    const submitted = await change(command, LeaseTable, id, async (lease) => {
      const tenant = await load(command, MarketEntityTable, lease.entity_id);
      return submit(lease, tenant, command.actor.id, dateAt(command.now));
    });
    await this.occupancies.hold(
      command,
      submitted.units.map((unit) => ({ unitId: unit.unit_id, wish: wishOf(submitted, unit) })),
    );
    return submitted;
  }

  async approve(command: Command, id: string, opinion: string | null): Promise<Lease> {
    return await change(command, LeaseTable, id, (lease) => approve(lease, command.actor.id, opinion, dateAt(command.now)));
  }

  async reject(command: Command, id: string, opinion: string): Promise<Lease> {
    const rejected = await change(command, LeaseTable, id, (lease) => reject(lease, command.actor.id, opinion, dateAt(command.now)));
    await this.occupancies.changeOfLease(command, id, ['held'], (occupancy) => cancel(occupancy, 'lease rejected'));
    return rejected;
  }

  async makeVoid(command: Command, id: string, reason: string): Promise<Lease> {
    const voided = await change(command, LeaseTable, id, (lease) => makeVoid(lease, reason, dateAt(command.now)));
    await this.occupancies.changeOfLease(command, id, ['held'], (occupancy) => cancel(occupancy, 'lease voided'));
    return voided;
  }

  async sign(command: Command, id: string, { deposit_received_fen = 0, ...signature }: SignLeaseDto): Promise<Lease> {
    return await change(command, LeaseTable, id, async (lease) => {
      const { established_on } = await load(command, MarketEntityTable, lease.entity_id);
      return sign(lease, { ...signature, deposit_received_fen }, established_on, dateAt(command.now));
    });
  }

  /** The tenant is locked, so that it does not depart meanwhile; a prospect moves in with its first lease (flow F1). */
  async activate(command: Command, id: string, depositReceivedFen: number | undefined): Promise<Lease> {
    const { entity_id } = await load(command, LeaseTable, id);
    await lock(command, MarketEntityTable, entity_id, 'update');
    const active = await change(command, LeaseTable, id, (lease) =>
      activate(lease, depositReceivedFen ?? lease.deposit_received_fen, dateAt(command.now)),
    );
    await this.occupancies.changeOfLease(command, id, ['held'], (occupancy) => activateOccupancy(occupancy, command.now));
    if (active.renewal_of_id !== null) await this.replace(command, active.renewal_of_id, active);
    await this.entities.takeUpSpace(command, [moveOf(active)]);
    return active;
  }

  async amend(command: Command, id: string, amendment: AmendLeaseDto): Promise<Lease> {
    const amended = await change(command, LeaseTable, id, async (lease) =>
      amend(lease, amendment, await this.referencePrices(command, lease), dateAt(command.now)),
    );
    const ends = endsOf(amended);
    await this.occupancies.changeOfLease(command, id, ['active'], (occupancy) => changeEnd(occupancy, ends.get(occupancy.unit_id)!));
    return amended;
  }

  async stepRent(command: Command, id: string): Promise<Lease> {
    return await change(command, LeaseTable, id, async (lease) =>
      stepRent(lease, await this.referencePrices(command, lease), dateAt(command.now)),
    );
  }

  async receiveDeposit(command: Command, id: string, receipt: ReceiveDepositDto): Promise<Lease> {
    return await change(command, LeaseTable, id, (lease) => receiveDeposit(lease, receipt, dateAt(command.now)));
  }

  async terminate(command: Command, id: string, termination: TerminateLeaseDto): Promise<Lease> {
    const ended = await change(command, LeaseTable, id, (lease) => terminate(lease, termination, dateAt(command.now)));
    const ends = endsOf(ended);
    await this.occupancies.changeOfLease(command, id, ['active', 'released', 'completed'], (occupancy) =>
      moveEnd(occupancy, ends.get(occupancy.unit_id)!, termination.terminated_on, 'lease terminated'),
    );
    return ended;
  }

  /** The constraint on claims decides whether the space is still free. */
  async cancelTermination(command: Command, id: string, reason: string): Promise<Lease> {
    const resumed = await change(command, LeaseTable, id, (lease) => cancelTermination(lease, reason, dateAt(command.now)));
    const ends = endsOf(resumed);
    await this.occupancies.changeOfLease(command, id, ['released'], (occupancy) => reopen(occupancy, ends.get(occupancy.unit_id)!));
    return resumed;
  }

  async handBack(command: Command, id: string, { handed_back_on }: HandBackDto): Promise<Lease> {
    const ended = await change(command, LeaseTable, id, (lease) => handBack(lease, handed_back_on, dateAt(command.now)));
    await this.occupancies.changeOfLease(command, id, ['active'], (occupancy) => endOn(occupancy, handed_back_on, 'handed back'));
    return ended;
  }

  async settle(command: Command, id: string, body: SettleLeaseDto): Promise<Lease> {
    return await change(command, LeaseTable, id, (lease) => settle(lease, body, dateAt(command.now)));
  }

  async close(command: Command, id: string, closedOn: string): Promise<Lease> {
    return await change(command, LeaseTable, id, (lease) => close(lease, closedOn, dateAt(command.now)));
  }

  /** Not handed back on its last day: the space stays occupied by it. */
  async holdOver(command: Command, id: string): Promise<Lease> {
    const lease = await change(command, LeaseTable, id, holdOver);
    await this.occupancies.keepBeyondEnd(command, lease);
    return lease;
  }

  private async replace(command: Command, oldId: string, by: Lease): Promise<void> {
    const old = await load(command, LeaseTable, oldId);
    await saveAll(command, LeaseTable, [renew(old, by)]);
    await this.occupancies.changeOfLease(command, oldId, ['active'], complete);
  }

  /** Completes what a clerk leaves open: whole units, the lease's own period. Throws `invalid unknown_unit`. */
  private async terms(command: Command, body: ReviseLeaseDto & { entity_id: string; renewal_of_id: string | null }) {
    const { entity_id, renewal_of_id, start_on, end_on, cycle, deposit_fen } = body;
    const found = new Map(
      (await command.tx.findBy(UnitTable, { id: In(body.units.map(({ unit_id }) => unit_id)) })).map((unit) => [unit.id, unit]),
    );
    const units = body.units.map((wish, i) => {
      const unit = found.get(wish.unit_id);
      if (!unit) throw invalid(`/units/${i}/unit_id`, 'unknown_unit', `There is no unit ${wish.unit_id}.`);
      return {
        unit_id: unit.id,
        building_id: unit.building_id,
        area_m2: wish.area_m2 ?? unit.use_m2,
        start_on: wish.start_on ?? start_on,
        end_on: wish.end_on ?? end_on,
        price_fen_per_m2_day: wish.price_fen_per_m2_day,
      };
    });
    const terms: Terms = {
      entity_id,
      units,
      rent_steps: body.rent_steps ?? [],
      start_on,
      end_on,
      cycle,
      rent_free_days: body.rent_free_days ?? 0,
      deposit_fen,
      renewal_of_id,
    };
    return { terms, referencePrices: new Map([...found].map(([id, unit]) => [id, unit.ref_price_fen_per_m2_day])) };
  }

  private async referencePrices({ tx }: Command, { units }: Lease): Promise<Map<string, number>> {
    const found = await tx.findBy(UnitTable, { id: In(units.map(({ unit_id }) => unit_id)) });
    return new Map(found.map((unit) => [unit.id, unit.ref_price_fen_per_m2_day]));
  }
}

/** Of the units' own periods. */
function endsOf({ units }: Lease): Map<string, string> {
  return new Map(units.map(({ unit_id, end_on }) => [unit_id, end_on]));
}

async function requireRenewable(command: Command, oldId: string, body: DraftLeaseDto): Promise<void> {
  const old = await load(command, LeaseTable, oldId);
  if (old.state !== 'active' && old.state !== 'expired')
    throw new Refusal('conflict', 'not_renewable', `Only an active or expired lease is renewed; this one is ${old.state}.`);
  if (old.entity_id !== body.entity_id)
    throw invalid('/entity_id', 'another_tenant', 'entity_id must be the tenant of the lease that is renewed.');
  if (old.end_on !== body.start_on)
    throw invalid('/start_on', 'not_continuous', `start_on must be ${old.end_on}, the end of the lease that is renewed.`);
}
