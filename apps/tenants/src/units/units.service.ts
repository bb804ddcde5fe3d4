import { dateAt, invalid, type NewIdentity, sumArea } from '@park/kernel';
import {
  change,
  type Command,
  identityWith,
  knownByCode,
  load,
  lock,
  type Outcome,
  requireIfMatch,
  save,
  upsertRows,
} from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { BuildingsService } from '../buildings/buildings.service.ts';
import { add, alone, changeParticulars, changeStatus, type Surroundings, type Unit, type UnitAction } from './unit.ts';
import { UnitTable } from './unit.table.ts';
import type { AddUnitDto, ChangeUnitDto, UnitRow } from './units.dto.ts';

type Addition = Omit<AddUnitDto, 'parent_unit_id'> & { parent_unit_id: string | null };

@Injectable()
export class UnitsService {
  constructor(@Inject(BuildingsService) private readonly buildings: BuildingsService) {}

  async add(command: Command, { parent_unit_id, ...unit }: AddUnitDto): Promise<Unit> {
    const complete = { ...unit, parent_unit_id: parent_unit_id ?? null };
    if (complete.parent_unit_id !== null) await lock(command, UnitTable, complete.parent_unit_id, 'update');
    return await save(command, UnitTable, await this.added(command, complete));
  }

  async change(command: Command, id: string, particulars: ChangeUnitDto): Promise<Unit> {
    await this.lockWithParent(command, id);
    return await change(requireIfMatch(command), UnitTable, id, async (unit) =>
      changeParticulars(unit, particulars, dateAt(command.now), await surroundings(command, unit)),
    );
  }

  async changeStatus(command: Command, id: string, action: UnitAction, reason: string | undefined): Promise<Unit> {
    await this.lockWithParent(command, id);
    return await change(command, UnitTable, id, async (unit) => {
      const { liveOccupancies } = await surroundings(command, unit);
      return changeStatus(unit, action, reason ?? null, dateAt(command.now), liveOccupancies);
    });
  }

  /** Units by code. Throws `invalid unknown_unit` for the first code that no unit has. */
  async byCodes(command: Pick<Command, 'tx'>, codes: readonly string[], pointer: string): Promise<Map<string, Unit>> {
    const found = await knownByCode(command, UnitTable, codes);
    const unknown = codes.find((code) => !found.has(code));
    if (unknown !== undefined) throw invalid(pointer, 'unknown_unit', `No unit has the code ${unknown}.`);
    return found;
  }

  /** By code: a new one is added, of a known one the particulars are changed. A parent stands before its children in the file. */
  async importRows(command: Command, rows: UnitRow[]): Promise<Outcome[]> {
    const buildingIds = await this.buildings.idsOf(
      command,
      rows.map(({ building_code }) => building_code),
    );
    const known = await knownByCode(
      command,
      UnitTable,
      rows.map(({ code }) => code),
    );
    const topLevel = rows.filter(({ code, parent_code }) => !known.has(code) && parent_code === undefined);
    await upsertRows(command, UnitTable, topLevel, {
      known: () => undefined,
      code: ({ code }) => code,
      create: (identity, { building_code, ...content }) => atTop(identity, { ...content, building_id: buildingIds.get(building_code)! }),
    });
    const outcomes = new Map<UnitRow, Outcome>(topLevel.map((row) => [row, 'created']));
    for (const row of rows) if (!outcomes.has(row)) outcomes.set(row, await this.importOne(command, row, buildingIds, known.get(row.code)));
    return rows.map((row) => outcomes.get(row)!);
  }

  private async importOne(command: Command, row: UnitRow, buildingIds: Map<string, string>, known: Unit | undefined): Promise<Outcome> {
    const { building_code, parent_code, state, code, floor, added_on, ...particulars } = row;
    if (known) {
      const { events } = changeParticulars(known, particulars, dateAt(command.now), await surroundings(command, known));
      if (events.length === 0) return 'unchanged';
      await change(command, UnitTable, known.id, async (unit) =>
        changeParticulars(unit, particulars, dateAt(command.now), await surroundings(command, unit)),
      );
      return 'updated';
    }
    const parent = (await this.byCodes(command, [parent_code!], '/parent_code')).get(parent_code!)!;
    await lock(command, UnitTable, parent.id, 'update');
    const unit = { ...particulars, code, floor, state, added_on, building_id: buildingIds.get(building_code)!, parent_unit_id: parent.id };
    await save(command, UnitTable, await this.added(command, unit));
    return 'created';
  }

  private async added(command: Command, { code, ...unit }: Addition) {
    const identity = identityWith(command, code);
    return add(identity, { ...unit, added_on: unit.added_on ?? identity.today }, await surroundings(command, { ...unit, id: identity.id }));
  }

  /** Parent first, so that two changes within one parent never wait for each other. */
  private async lockWithParent(command: Command, id: string): Promise<void> {
    const { parent_unit_id } = await load(command, UnitTable, id);
    if (parent_unit_id !== null) await lock(command, UnitTable, parent_unit_id, 'update');
    await lock(command, UnitTable, id, 'update');
  }
}

function atTop(identity: NewIdentity, unit: Omit<UnitRow, 'building_code'> & { building_id: string }) {
  const { code: _, parent_code: __, added_on, ...content } = unit;
  return add(identity, { ...content, added_on: added_on ?? identity.today, parent_unit_id: null }, alone);
}

async function surroundings({ tx }: Pick<Command, 'tx'>, unit: { id: string; parent_unit_id: string | null }): Promise<Surroundings> {
  const parent = unit.parent_unit_id === null ? null : await load({ tx }, UnitTable, unit.parent_unit_id);
  const siblings = parent === null ? [] : await tx.findBy(UnitTable, { parent_unit_id: parent.id });
  const children = await tx.findBy(UnitTable, { parent_unit_id: unit.id });
  const within = (units: Unit[]): number =>
    sumArea(units.filter(({ id, state }) => id !== unit.id && state !== 'retired').map(({ use_m2 }) => use_m2));
  const [live] = await tx.query(
    `select count(*) as count, coalesce(max(area_m2) filter (where unit_id = $1), 0) as largest
     from occupancy where state in ('held', 'active') and id in (select occupancy_id from occupancy_claim where unit_id = $1)`,
    [unit.id],
  );
  return {
    parent: parent && { building_id: parent.building_id, use_m2: parent.use_m2, siblingsM2: within(siblings) },
    childrenM2: within(children),
    occupiedM2: live.largest,
    liveOccupancies: live.count,
  };
}
