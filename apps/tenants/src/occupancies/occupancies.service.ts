import type { Decision } from '@park/contracts';
import { dateAt, invalid, type LocalDate, Refusal } from '@park/kernel';
import { change, type Command, load, newIdentities, saveAll } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnitTable } from '../units/unit.table.ts';
import { claim, dropClaims, lockPlaces, moveClaims, nextClaimed } from './claims.store.ts';
import { activate, cancel, changeEnd, complete, expireHold, hold, requireNear, vacate, type Occupancy, type Wish } from './occupancy.ts';
import { OccupancyTable } from './occupancy.table.ts';
import type { CancelHoldDto, HoldUnitDto, ReleaseDto } from './occupancies.dto.ts';

@Injectable()
export class OccupanciesService {
  async holdUnit(command: Command, { unit_id, area_m2, end_on, hold_expires_at, kind, ...wish }: HoldUnitDto): Promise<Occupancy> {
    if (kind === 'hold' && hold_expires_at === undefined)
      throw invalid('/hold_expires_at', 'required', 'hold_expires_at is required for a hold.');
    const expiry = hold_expires_at === undefined ? null : new Date(hold_expires_at);
    requireNear({ start_on: wish.start_on, end_on: end_on ?? null, hold_expires_at: expiry }, dateAt(command.now));
    const unit = await load(command, UnitTable, unit_id);
    const [held] = await this.hold(command, [
      {
        unitId: unit_id,
        wish: {
          ...wish,
          kind,
          source_type: kind,
          source_id: null,
          area_m2: area_m2 ?? unit.use_m2,
          end_on: end_on ?? null,
          hold_expires_at: expiry,
        },
      },
    ]);
    return held!;
  }

  /** Holds units; the database decides between simultaneous wishes. Holds that have expired by now are out of the way first. */
  async hold(command: Command, wishes: readonly { unitId: string; wish: Wish }[]): Promise<Occupancy[]> {
    const unitIds = [...new Set(wishes.map(({ unitId }) => unitId))];
    await lockPlaces(command.tx, unitIds);
    const units = new Map((await command.tx.findBy(UnitTable, { id: In(unitIds) })).map((unit) => [unit.id, unit]));
    await this.expireHolds(command, unitIds);
    const identities = await newIdentities(command, 'OC', wishes.length);
    const decisions = wishes.map(({ unitId, wish }, i) => {
      const unit = units.get(unitId);
      if (!unit) throw invalid('/unit_id', 'unknown_unit', `There is no unit ${unitId}.`);
      return hold(identities[i]!, unit, wish);
    });
    const held = await saveAll(command, OccupancyTable, decisions);
    await claim(command.tx, held);
    return held;
  }

  async activateUnit(command: Command, id: string): Promise<Occupancy> {
    return await change(command, OccupancyTable, id, (occupancy) => activate(notOfALease(occupancy), command.now));
  }

  async changePeriod(command: Command, id: string, endOn: string | null): Promise<Occupancy> {
    const changed = await change(command, OccupancyTable, id, (occupancy) => changeEnd(notOfALease(occupancy), endOn));
    await moveClaims(command.tx, [changed]);
    return changed;
  }

  async releaseUnit(command: Command, id: string, body: ReleaseDto): Promise<Occupancy> {
    const released = await change(command, OccupancyTable, id, (occupancy) => vacate(notOfALease(occupancy), body, dateAt(command.now)));
    await moveClaims(command.tx, [released]);
    return released;
  }

  async cancelHold(command: Command, id: string, { reason }: CancelHoldDto): Promise<Occupancy> {
    const cancelled = await change(command, OccupancyTable, id, (occupancy) => cancel(notOfALease(occupancy), reason));
    await dropClaims(command.tx, [id]);
    return cancelled;
  }

  async ofLease({ tx }: Pick<Command, 'tx'>, leaseId: string, states: Occupancy['state'][]): Promise<Occupancy[]> {
    return await tx.find(OccupancyTable, {
      where: { source_type: 'lease', source_id: leaseId, state: In(states) },
      order: { code: 'ASC' },
    });
  }

  /** Changes the occupancies of a lease: `decide` answers the decision on each. */
  async changeOfLease(
    command: Command,
    leaseId: string,
    states: Occupancy['state'][],
    decide: (occupancy: Occupancy) => Decision<Occupancy>,
  ): Promise<Occupancy[]> {
    const decisions = (await this.ofLease(command, leaseId, states)).map(decide);
    const changed = await saveAll(command, OccupancyTable, decisions);
    await moveClaims(
      command.tx,
      changed.filter(({ state }) => state !== 'cancelled'),
    );
    await dropClaims(
      command.tx,
      changed.filter(({ state }) => state === 'cancelled').map(({ id }) => id),
    );
    return changed;
  }

  /** Space not handed back stays occupied until another claim on it begins. A unit that left the lease earlier ends when it left. */
  async keepBeyondEnd(command: Command, lease: { id: string; end_on: LocalDate }): Promise<void> {
    for (const occupancy of await this.ofLease(command, lease.id, ['active'])) {
      if (occupancy.end_on === null) continue;
      const until = occupancy.end_on < lease.end_on ? occupancy.end_on : await nextClaimed(command.tx, occupancy, occupancy.end_on);
      const decision = until === occupancy.end_on ? complete(occupancy) : changeEnd(occupancy, until);
      await moveClaims(command.tx, await saveAll(command, OccupancyTable, [decision]));
    }
  }

  async expireHold(command: Command, id: string): Promise<void> {
    await this.expire(command, [await load(command, OccupancyTable, id)]);
  }

  /** Expires the holds that have run out and are still in the way of a claim on one of the units. */
  private async expireHolds(command: Command, unitIds: readonly string[]): Promise<void> {
    const rows: { id: string }[] = await command.tx.query(
      `with recursive up as (
         select id, parent_unit_id from unit where id = any ($1)
         union select u.id, u.parent_unit_id from unit u join up on u.id = up.parent_unit_id
       )
       select id from occupancy where state = 'held' and hold_expires_at <= $2
         and id in (select occupancy_id from occupancy_claim where unit_id in (select id from up))
       for update`,
      [unitIds, command.now],
    );
    if (rows.length > 0)
      await this.expire(command, await command.tx.findBy(OccupancyTable, { id: In(rows.map(({ id }) => id)), state: 'held' }));
  }

  private async expire(command: Command, holds: Occupancy[]): Promise<void> {
    await saveAll(command, OccupancyTable, holds.map(expireHold));
    await dropClaims(
      command.tx,
      holds.map(({ id }) => id),
    );
  }
}

function notOfALease(occupancy: Occupancy): Occupancy {
  if (occupancy.source_type !== 'lease') return occupancy;
  throw new Refusal('conflict', 'belongs_to_lease', 'The occupancy belongs to a lease; change the lease.', {
    extra: { lease_id: occupancy.source_id },
  });
}
