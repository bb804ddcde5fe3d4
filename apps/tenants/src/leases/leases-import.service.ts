import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, requireOwnCode, type NewIdentity } from '@park/kernel';
import { type Command, knownByCode, newIdentities, type Outcome, saveAll, upsertRows } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { MarketEntitiesService } from '../market-entities/market-entities.service.ts';
import { claim, lockPlaces } from '../occupancies/claims.store.ts';
import { activate as activateOccupancy, hold, type Occupancy } from '../occupancies/occupancy.ts';
import { OccupancyTable } from '../occupancies/occupancy.table.ts';
import type { Unit } from '../units/unit.ts';
import { UnitsService } from '../units/units.service.ts';
import { activate, approve, draft, sign, submit, type Lease } from './lease.ts';
import { expire, handBack, terminate } from './lease-course.ts';
import { priced, type Terms } from './lease-terms.ts';
import { LeaseTable } from './lease.table.ts';
import type { LeaseRow } from './leases.dto.ts';
import { endOn, moveOf, wishOf } from './lease-effects.ts';

/** The approver of what was signed before the park kept its books here. */
const onPaper = 'signed on paper';

interface Entry {
  lease: Decision<Lease>;
  occupancies: Decision<Occupancy>[];
}

/** The import of leases that were signed on paper. Each runs through every step, so that rules and events are those of a lease made here. */
@Injectable()
export class LeasesImport {
  constructor(
    @Inject(MarketEntitiesService) private readonly entities: MarketEntitiesService,
    @Inject(UnitsService) private readonly units: UnitsService,
  ) {}

  /** By contract number; a known lease stays as it is. */
  async importRows(command: Command, rows: LeaseRow[]): Promise<Outcome[]> {
    const known = await knownByCode(
      command,
      LeaseTable,
      rows.map(({ code }) => code),
    );
    const fresh = rows.filter(({ code }) => !known.has(code));
    const tenants = await this.entities.lockByUsccs(
      command,
      fresh.map(({ entity_uscc }) => entity_uscc),
    );
    const units = await this.units.byCodes(
      command,
      fresh.flatMap(({ unit_codes }) => unit_codes),
      '/unit_codes',
    );
    await lockPlaces(
      command.tx,
      [...units.values()].map(({ id }) => id),
    );
    const identities = await newIdentities(
      command,
      'OC',
      fresh.reduce((sum, { unit_codes }) => sum + unit_codes.length, 0),
    );
    const occupancies: Decision<Occupancy>[] = [];
    const { outcomes, created } = await upsertRows(command, LeaseTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => {
        const let_ = row.unit_codes.map((code) => units.get(code)!);
        const entry = enter(command, identity, row, tenants.get(row.entity_uscc)!, let_, identities);
        occupancies.push(...entry.occupancies);
        return entry.lease;
      },
    });
    await claim(command.tx, await saveAll(command, OccupancyTable, occupancies));
    await this.entities.takeUpSpace(command, created.filter(({ state }) => state === 'active').map(moveOf));
    return outcomes;
  }
}

function enter(
  command: Command,
  identity: NewIdentity,
  row: LeaseRow,
  tenant: { id: string; state: string; risk_level: string; established_on: string },
  units: Unit[],
  identities: NewIdentity[],
): Entry {
  requireOwnCode(row.code, 'LS');
  const today = dateAt(command.now);
  const terms = termsOf(row, tenant.id, units);
  const amounts = priced(terms, new Map(units.map((unit) => [unit.id, unit.ref_price_fen_per_m2_day])), today);
  const signature = { sign_on: row.sign_on, file_sha256: row.file_sha256, deposit_received_fen: row.deposit_fen };
  const begun = row.start_on <= today;
  const lease = followedBy(
    draft(identity, terms, amounts, tenant.established_on),
    (lease) => submit(lease, tenant, command.actor.id, today),
    (lease) => approve(lease, onPaper, null, today),
    (lease) => sign(lease, signature, tenant.established_on, today),
    ...(begun ? [(lease: Lease) => activate(lease, row.deposit_fen, today)] : []),
    ...endingOf(row, today),
  );
  const occupancies = lease.next.units.map((unit, i) => {
    const held = hold(identities.shift()!, units[i]!, wishOf(lease.next, unit));
    return followedBy(
      held,
      ...(begun ? [(occupancy: Occupancy) => activateOccupancy(occupancy, command.now)] : []),
      ...(row.ended_on !== undefined ? [(occupancy: Occupancy) => endOn(occupancy, row.ended_on!, 'lease ended')] : []),
    );
  });
  return { lease, occupancies };
}

function termsOf(row: LeaseRow, entity_id: string, units: Unit[]): Terms {
  const { start_on, end_on, cycle, deposit_fen, price_fen_per_m2_day } = row;
  const let_ = units.map((unit) => ({
    unit_id: unit.id,
    building_id: unit.building_id,
    area_m2: unit.use_m2,
    start_on,
    end_on,
    price_fen_per_m2_day,
  }));
  return {
    entity_id,
    units: let_,
    rent_steps: [],
    start_on,
    end_on,
    cycle,
    rent_free_days: row.rent_free_days ?? 0,
    deposit_fen,
    renewal_of_id: null,
  };
}

/** Terminated before its end, handed back at or after it, or neither yet. */
function endingOf({ ended_on, end_on }: LeaseRow, today: string): ((lease: Lease) => Decision<Lease>)[] {
  if (ended_on === undefined) return [];
  if (ended_on > today) throw invalid('/ended_on', 'ended_in_future', 'ended_on must not be later than today.');
  if (ended_on >= end_on) return [expire, (lease) => handBack(lease, ended_on, today)];
  return [
    (lease) =>
      terminate(lease, { terminated_on: ended_on, initiator: 'mutual', penalty_fen: 0, reason: 'ended early, entered from paper' }, today),
  ];
}
