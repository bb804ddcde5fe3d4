import type { Decision } from '@park/contracts';
import { change, save, saveAll } from '@park/outbox';
import { dateAt, invalid } from '@park/kernel';
import type { Command, Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { BuildingsService } from '../buildings/buildings.service.ts';
import { accept, cancel, close, plan, start, type Renovation } from './renovation.ts';
import { RenovationTable } from './renovation.table.ts';
import type { PlanRenovationDto, RenovationRow } from './renovations.dto.ts';

@Injectable()
export class RenovationsService {
  constructor(@Inject(BuildingsService) private readonly buildings: BuildingsService) {}

  async plan(command: Command, project: PlanRenovationDto): Promise<Renovation> {
    return await save(command, RenovationTable, planned(command, project));
  }

  async start(command: Command, id: string, startedOn: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => start(project, startedOn));
  }

  async accept(command: Command, id: string, acceptedOn: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => accept(project, acceptedOn));
  }

  async close(command: Command, id: string, closedOn: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => close(project, closedOn));
  }

  async cancel(command: Command, id: string, reason: string): Promise<Renovation> {
    return await change(command, RenovationTable, id, (project) => cancel(project, reason, dateAt(command.now)));
  }

  /** By code; a known project stays as it is. */
  async importRows(command: Command, rows: RenovationRow[]): Promise<Outcome[]> {
    const known = await command.tx.find(RenovationTable, {
      select: { id: true, code: true },
      where: { code: In(rows.map(({ code }) => code)) },
    });
    const there = new Set(known.map(({ code }) => code));
    const buildingIds = await this.buildings.idsOf(
      command,
      rows.flatMap(({ building_code }) => building_code ?? []),
    );
    const fresh = rows.filter(({ code }) => !there.has(code));
    await saveAll(
      command,
      RenovationTable,
      fresh.map((row) => imported(command, row, buildingIds)),
    );
    return rows.map(({ code }) => (there.has(code) ? 'unchanged' : 'created'));
  }
}

function planned(command: Command, { cost_fen, building_id, ...project }: PlanRenovationDto): Decision<Renovation> {
  const identity = { id: command.newId(), now: command.now, today: dateAt(command.now) };
  return plan(identity, { ...project, cost_fen: cost_fen ?? null, building_id: building_id ?? null });
}

function imported(
  command: Command,
  { building_code, started_on, accepted_on, ...project }: RenovationRow,
  buildingIds: Map<string, string>,
): Decision<Renovation> {
  const building_id = building_code === undefined ? undefined : buildingIds.get(building_code);
  const decision = planned(command, { ...project, ...(building_id !== undefined && { building_id }) });
  if (started_on === undefined) {
    if (accepted_on !== undefined) throw invalid('/started_on', 'required', 'started_on is required with accepted_on.');
    return decision;
  }
  const started = start(decision.next, started_on);
  const events = [...decision.events, ...started.events];
  if (accepted_on === undefined) return { next: started.next, events };
  const accepted = accept(started.next, accepted_on);
  return { next: accepted.next, events: [...events, ...accepted.events] };
}
