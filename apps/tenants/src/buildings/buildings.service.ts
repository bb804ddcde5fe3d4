import { dateAt, invalid, type NewIdentity } from '@park/kernel';
import {
  change,
  changeLocked,
  type Command,
  identityWith,
  knownByCode,
  type Outcome,
  requireIfMatch,
  save,
  upsertRows,
} from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { changeParticulars, changeStatus, register, type Building, type BuildingAction } from './building.ts';
import { BuildingTable } from './building.table.ts';
import type { ChangeBuildingDto, RegisterBuildingDto } from './buildings.dto.ts';

@Injectable()
export class BuildingsService {
  async register(command: Command, building: RegisterBuildingDto): Promise<Building> {
    return await save(command, BuildingTable, registered(identityWith(command, building.code), building));
  }

  async change(command: Command, id: string, particulars: ChangeBuildingDto): Promise<Building> {
    return await change(requireIfMatch(command), BuildingTable, id, (building) =>
      changeParticulars(building, particulars, dateAt(command.now)),
    );
  }

  async changeStatus(command: Command, id: string, action: BuildingAction, reason: string | undefined): Promise<Building> {
    return await changeLocked(command, BuildingTable, id, async (building) =>
      changeStatus(building, action, reason ?? null, dateAt(command.now), await liveOccupancies(command, id)),
    );
  }

  /** Ids by code. Throws `invalid unknown_building` for the first code that no building has. */
  async idsOf({ tx }: Pick<Command, 'tx'>, codes: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.find(BuildingTable, { select: { id: true, code: true }, where: { code: In(codes) } });
    const ids = new Map(rows.map(({ code, id }) => [code, id]));
    const unknown = codes.find((code) => !ids.has(code));
    if (unknown !== undefined) throw invalid('/building_code', 'unknown_building', `No building has the code ${unknown}.`);
    return ids;
  }

  /** By code: a new one is registered, of a known one the particulars are changed. */
  async importRows(command: Command, rows: RegisterBuildingDto[]): Promise<Outcome[]> {
    const known = await knownByCode(
      command,
      BuildingTable,
      rows.map(({ code }) => code),
    );
    const { outcomes } = await upsertRows(command, BuildingTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: registered,
      update: (building, { state: _, ...content }) => changeParticulars(building, content, dateAt(command.now)),
    });
    return outcomes;
  }
}

function registered(identity: NewIdentity, { code: _, land_area_mu, year_built, ...content }: RegisterBuildingDto) {
  return register(identity, { ...content, land_area_mu: land_area_mu ?? null, year_built: year_built ?? null });
}

async function liveOccupancies({ tx }: Command, buildingId: string): Promise<number> {
  const [{ count }] = await tx.query(`select count(*) as count from occupancy where building_id = $1 and state in ('held', 'active')`, [
    buildingId,
  ]);
  return count;
}
