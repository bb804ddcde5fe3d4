import { dateAt, invalid, requireOwnCode, type LocalDate } from '@park/kernel';
import { newIdentities, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { knownInvestor, sharedInvestorsByCode } from '../investors/investor.store.ts';
import { knownProject, sharedProjects } from '../projects/project.store.ts';
import { knownDeals, meetingsByCode } from './deal-origin.store.ts';
import type { Deal, Parties } from './deal.ts';
import { caughtUp, imported } from './deal-history.ts';
import { DealTable } from './deal.table.ts';
import type { DealRow } from './deals.dto.ts';

interface Paper {
  row: DealRow;
  parties: Parties;
}

/** Deals as a clerk has them in a file. */
@Injectable()
export class DealsImportService {
  /** By code, meeting, or investor, project and day; of a known one the steps that it lacks are caught up on. */
  async importRows(command: Command, rows: DealRow[]): Promise<Outcome[]> {
    const { tx } = command;
    const papers = await papersOf(tx, rows);
    const known = await lockedDeals(tx, papers);
    const fresh = papers.filter((paper) => !known(paper) && paper.row.code === undefined);
    const series = (await newIdentities(command, 'DL', fresh.length)).map(({ code }) => code);
    const { outcomes } = await upsertRows(command, DealTable, papers, {
      known,
      code: ({ row }) => row.code ?? series.shift()!,
      create: (identity, { row, parties }) => {
        if (row.code !== undefined) requireOwnCode(row.code, 'DL');
        return imported(identity, row, parties);
      },
      update: (deal, { row }) => caughtUp(deal, row, dateAt(command.now)),
    });
    return outcomes;
  }
}

async function papersOf(tx: EntityManager, rows: readonly DealRow[]): Promise<Paper[]> {
  const investors = await sharedInvestorsByCode(
    tx,
    rows.map(({ investor_code }) => investor_code),
  );
  const projects = await sharedProjects(
    tx,
    rows.map(({ project_code }) => project_code),
  );
  const meetings = await meetingsByCode(
    tx,
    rows.flatMap(({ match_request_code }) => match_request_code ?? []),
  );
  return rows.map((row) => {
    const investor = knownInvestor(investors, row.investor_code);
    const project = knownProject(projects, row.project_code);
    const nothing = { match_request_id: null, pitch_id: null, met_on: null, gathering_id: null, season_id: null };
    const free = { investor_id: investor.id, project_id: project.id, entity_id: project.entity_id, sector: project.sector, ...nothing };
    return { row, parties: row.match_request_code === undefined ? free : meetingOf(meetings, row.match_request_code, free) };
  });
}

/** Throws `invalid unknown_match_request`. */
function meetingOf(meetings: ReadonlyMap<string, Parties>, code: string, { investor_id, project_id }: Parties): Parties {
  const meeting = meetings.get(code);
  if (meeting?.investor_id === investor_id && meeting.project_id === project_id) return meeting;
  throw invalid('/match_request_code', 'unknown_match_request', `${code} is no meeting of this investor and this project that was held.`);
}

async function lockedDeals(tx: EntityManager, papers: readonly Paper[]): Promise<(paper: Paper) => Deal | undefined> {
  const found = await knownDeals(tx, {
    codes: papers.flatMap(({ row }) => row.code ?? []),
    meetings: papers.flatMap(({ parties }) => parties.match_request_id ?? []),
    pairs: papers.map(({ row: { opened_on }, parties: { investor_id, project_id } }) => ({ investor_id, project_id, opened_on })),
  });
  const deals = await tx
    .createQueryBuilder(DealTable, 't')
    .setLock('pessimistic_write')
    .where('t.id = any (:ids)', { ids: found.map(({ id }) => id) })
    .orderBy('t.id')
    .getMany();
  const byCode = new Map(deals.map((deal) => [deal.code, deal]));
  const byMeeting = new Map(deals.map((deal) => [deal.match_request_id, deal]));
  const byPair = new Map(deals.map((deal) => [keyOf(deal, deal.opened_on), deal]));
  return ({ row, parties }) => {
    if (row.code !== undefined && byCode.has(row.code)) return byCode.get(row.code);
    if (parties.match_request_id !== null) return byMeeting.get(parties.match_request_id);
    return byPair.get(keyOf(parties, row.opened_on));
  };
}

function keyOf({ investor_id, project_id }: Pick<Deal, 'investor_id' | 'project_id'>, opened_on: LocalDate): string {
  return `${investor_id} ${project_id} ${opened_on}`;
}
