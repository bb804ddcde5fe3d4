import { requireOwnCode } from '@park/kernel';
import { newIdentities, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { knownGathering, sharedGatherings } from '../gatherings/gathering.store.ts';
import { keepContacts, knownInvestor, sharedInvestorsByCode } from '../investors/investor.store.ts';
import { knownProject, sharedProjects } from '../projects/project.store.ts';
import { keptUntil } from '../registrations/registrations.service.ts';
import type { MatchRequest } from './match-request.ts';
import { lockMeetings, meetingKey, meetingNumbers } from './match-request.store.ts';
import { MatchRequestTable } from './match-request.table.ts';
import { caughtUp, imported, type Paper } from './match-request-history.ts';
import type { MatchRequestRow } from './match-requests.dto.ts';
import { freeMeetingNumber } from './meeting.ts';

/** Match requests as a clerk has them in a file, also for gatherings that are over. Locks in the order of MatchRequestsService. */
@Injectable()
export class MatchRequestsImportService {
  /** By gathering, investor, project and day; of a known one the steps that it lacks are caught up on. */
  async importRows(command: Command, rows: MatchRequestRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const papers = await papersOf(tx, rows);
    await lockMeetings(
      tx,
      papers.map(({ gathering }) => gathering.id),
    );
    const known = await knownRequests(tx, papers);
    const numberFor = await numbering(tx, papers);
    const fresh = papers.filter((paper) => !known.has(keyOf(paper)) && paper.row.code === undefined);
    const series = (await newIdentities(command, 'MR', fresh.length)).map(({ code }) => code);
    const { outcomes } = await upsertRows(command, MatchRequestTable, papers, {
      known: (paper) => known.get(keyOf(paper)),
      code: ({ row }) => row.code ?? series.shift()!,
      create: (identity, paper) => {
        if (paper.row.code !== undefined) requireOwnCode(paper.row.code, 'MR');
        return imported(identity, paper, () => numberFor(paper), now);
      },
      update: (request, paper) => caughtUp(request, paper, () => numberFor(paper), now),
    });
    for (const { investor, gathering } of papers) await keepContacts(tx, [investor], keptUntil(gathering));
    return outcomes;
  }
}

async function papersOf(tx: EntityManager, rows: readonly MatchRequestRow[]): Promise<Paper[]> {
  const gatherings = await sharedGatherings(
    tx,
    rows.map(({ gathering_code }) => gathering_code),
  );
  const investors = await sharedInvestorsByCode(
    tx,
    rows.map(({ investor_code }) => investor_code),
  );
  const projects = await sharedProjects(
    tx,
    rows.map(({ project_code }) => project_code),
  );
  return rows.map((row) => ({
    row,
    gathering: knownGathering(gatherings, row.gathering_code),
    investor: knownInvestor(investors, row.investor_code),
    project: knownProject(projects, row.project_code),
  }));
}

function keyOf({ row: { requested_on }, gathering, investor, project }: Paper): string {
  return `${gathering.id} ${investor.id} ${project.id} ${requested_on}`;
}

async function knownRequests(tx: EntityManager, papers: readonly Paper[]): Promise<Map<string, MatchRequest>> {
  const rows = await tx
    .createQueryBuilder(MatchRequestTable, 't')
    .setLock('pessimistic_write')
    .where('t.gathering_id = any (:gatherings) and t.investor_id = any (:investors) and t.project_id = any (:projects)', {
      gatherings: papers.map(({ gathering }) => gathering.id),
      investors: papers.map(({ investor }) => investor.id),
      projects: papers.map(({ project }) => project.id),
    })
    .orderBy('t.id')
    .getMany();
  return new Map(
    rows.map((row) => [`${row.gathering_id} ${row.investor_id} ${row.project_id} ${row.requested_on}`, row] as [string, MatchRequest]),
  );
}

/** The next number of a meeting of the paper's investor at its gathering, which nobody else gets. */
async function numbering(tx: EntityManager, papers: readonly Paper[]): Promise<(paper: Paper) => number> {
  const numbers = await meetingNumbers(
    tx,
    papers.map(({ gathering }) => gathering.id),
    papers.map(({ investor }) => investor.id),
  );
  return ({ gathering, investor }) => {
    const key = meetingKey({ gathering_id: gathering.id, investor_id: investor.id });
    const taken = numbers.get(key) ?? new Set<number>();
    const number = freeMeetingNumber(taken, investor.meetings_per_gathering);
    numbers.set(key, taken.add(number));
    return number;
  };
}
