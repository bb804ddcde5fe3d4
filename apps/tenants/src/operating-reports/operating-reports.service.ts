import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, isOperator, type NewIdentity } from '@park/kernel';
import { change, type Command, newIdentity, type Outcome, requireIfMatch, save, upsertRows } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { MarketEntitiesService } from '../market-entities/market-entities.service.ts';
import { MarketEntityTable } from '../market-entities/market-entity.table.ts';
import { draft, enterVerified, restate, revise, sendBack, submit, verify, type Figures, type OperatingReport } from './operating-report.ts';
import { operatingReports, OperatingReportTable } from './operating-report.table.ts';
import type { DraftReportDto, OperatingReportRow, RestateReportDto, ReturnReportDto, ReviseReportDto } from './operating-reports.dto.ts';

@Injectable()
export class OperatingReportsService {
  constructor(@Inject(MarketEntitiesService) private readonly entities: MarketEntitiesService) {}

  async draft(command: Command, { entity_id, period, ...contents }: DraftReportDto): Promise<OperatingReport> {
    if (!(await this.mayReportFor(command, entity_id))) throw invalid('/entity_id', 'unknown_entity', 'No such market entity.');
    const identity = await newIdentity(command, 'OR');
    return await save(command, OperatingReportTable, draft(identity, { entity_id, period }, contents));
  }

  async revise(command: Command, id: string, contents: ReviseReportDto): Promise<OperatingReport> {
    return await change(requireIfMatch(command), operatingReports, id, (report) => revise(report, contents));
  }

  async submit(command: Command, id: string): Promise<OperatingReport> {
    return await change(command, operatingReports, id, async (report) =>
      submit(report, command.actor.id, dateAt(command.now), await verifiedYearBefore(command, report)),
    );
  }

  async sendBack(command: Command, id: string, { reasons }: ReturnReportDto): Promise<OperatingReport> {
    return await change(command, OperatingReportTable, id, (report) => sendBack(report, reasons));
  }

  async verify(command: Command, id: string): Promise<OperatingReport> {
    return await change(command, OperatingReportTable, id, (report) => verify(report, command.actor.id));
  }

  async restate(command: Command, id: string, { reason, ...figures }: RestateReportDto): Promise<OperatingReport> {
    return await change(command, OperatingReportTable, id, (report) => restate(report, figures, reason));
  }

  /** By entity and period; a report that is there already stays as it is. */
  async importRows(command: Command, rows: OperatingReportRow[]): Promise<Outcome[]> {
    const entityIds = await this.entities.idsOf(
      command,
      rows.map(({ entity_uscc }) => entity_uscc),
    );
    const there = await command.tx.findBy(OperatingReportTable, {
      entity_id: In([...entityIds.values()]),
      period: In(rows.map(({ period }) => period)),
    });
    const known = new Map(there.map((report) => [keyOf(report), report]));
    const reports = rows.map(({ entity_uscc, ...row }) => ({ ...row, entity_id: entityIds.get(entity_uscc)! }));
    const { outcomes } = await upsertRows(command, OperatingReportTable, reports, {
      known: (row) => known.get(keyOf(row)),
      code: 'OR',
      create: (identity, row) => imported(identity, row, command.actor.id),
    });
    return outcomes;
  }

  private async mayReportFor({ tx, actor }: Command, entityId: string): Promise<boolean> {
    if (isOperator(actor)) return true;
    return await tx.existsBy(MarketEntityTable, { id: entityId, uscc: actor.organisation });
  }
}

function keyOf({ entity_id, period }: Pick<OperatingReport, 'entity_id' | 'period'>): string {
  return `${entity_id} ${period}`;
}

/** In as many steps as lead to the state that the row says it is in. */
function imported(
  identity: NewIdentity,
  { entity_id, period, state, ...contents }: Omit<OperatingReportRow, 'entity_uscc'> & { entity_id: string },
  actor: string,
): Decision<OperatingReport> {
  return followedBy(
    draft(identity, { entity_id, period }, contents),
    ...(state === 'draft' ? [] : [(report: OperatingReport) => submit(report, actor, identity.today, null)]),
    ...(state === 'verified' ? [enterVerified] : []),
  );
}

async function verifiedYearBefore({ tx }: Command, { entity_id, period }: OperatingReport): Promise<Figures | null> {
  const year = String(Number(period.slice(0, 4)) - 1);
  return await tx.findOneBy(OperatingReportTable, { entity_id, period: year + period.slice(4), state: 'verified' });
}
