import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, type NewIdentity } from '@park/kernel';
import { change, type Command, identityWith, knownByCode, type Outcome, save, upsertRows } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { BuildingsService } from '../buildings/buildings.service.ts';
import { accept, cancel, close, plan, start, type Renovation } from './renovation.ts';
import { RenovationTable } from './renovation.table.ts';
import type { PlanRenovationDto, RenovationRow } from './renovations.dto.ts';

@Injectable()
export class RenovationsService {
  constructor(@Inject(BuildingsService) private readonly buildings: BuildingsService) {}

  async plan(command: Command, project: PlanRenovationDto): Promise<Renovation> {
    return await save(command, RenovationTable, planned(identityWith(command, project.code), project));
  }

  async start(command: Command, id: string, startedOn: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => start(project, startedOn, dateAt(command.now)));
  }

  async accept(command: Command, id: string, acceptedOn: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => accept(project, acceptedOn, dateAt(command.now)));
  }

  async close(command: Command, id: string, closedOn: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => close(project, closedOn, dateAt(command.now)));
  }

  async cancel(command: Command, id: string, reason: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => cancel(project, reason, dateAt(command.now)));
  }

  /** By code; a known project stays as it is. */
  async importRows(command: Command, rows: RenovationRow[]): Promise<Outcome[]> {
    const known = await knownByCode(
      command,
      RenovationTable,
      rows.map(({ code }) => code),
    );
    const buildingIds = await this.buildings.idsOf(
      command,
      rows.flatMap(({ building_code }) => building_code ?? []),
    );
    const { outcomes } = await upsertRows(command, RenovationTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, buildingIds),
    });
    return outcomes;
  }
}

function planned(identity: NewIdentity, { code: _, cost_fen, building_id, ...project }: PlanRenovationDto): Decision<Renovation> {
  return plan(identity, { ...project, cost_fen: cost_fen ?? null, building_id: building_id ?? null });
}

function imported(
  identity: NewIdentity,
  { building_code, started_on, accepted_on, ...project }: RenovationRow,
  buildingIds: Map<string, string>,
): Decision<Renovation> {
  const building_id = building_code === undefined ? undefined : buildingIds.get(building_code);
  if (started_on === undefined && accepted_on !== undefined) {
    throw invalid('/started_on', 'required', 'started_on is required with accepted_on.');
  }
  return followedBy(
    planned(identity, { ...project, ...(building_id !== undefined && { building_id }) }),
    ...(started_on !== undefined ? [(project: Renovation) => start(project, started_on, identity.today)] : []),
    ...(accepted_on !== undefined ? [(project: Renovation) => accept(project, accepted_on, identity.today)] : []),
  );
}
