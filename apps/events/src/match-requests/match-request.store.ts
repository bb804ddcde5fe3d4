/** Match requests and meetings as the database has them, for what one command asks of many. */
import type { EntityManager } from 'typeorm';
import type { Standing } from './match-schedule.ts';
import type { Candidate } from './suggestion.ts';
import type { MatchRequest, MatchRequestState } from './match-request.ts';
import { MatchRequestTable } from './match-request.table.ts';

/** Those of an investor that wait for an answer or a meeting. */
export async function openRequestsOf(tx: EntityManager, investorId: string): Promise<number> {
  const [{ open }] = await tx.query(
    `select count(*) as open from match_request where investor_id = $1 and state in ('requested', 'accepted', 'scheduled')`,
    [investorId],
  );
  return open;
}

/**
 * Until the transaction ends, nobody else gives or takes times at these gatherings. Two commands that each have put a meeting into the
 * table before they look for others would wait for each other in the exclusion constraint until the database aborts one.
 */
export async function lockMeetings(tx: EntityManager, gatheringIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(gatheringIds)].sort())
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('meetings ' || $1, 0))`, [id]);
}

/** The numbers of the meetings that each of the investors has at the gatherings, by `meetingKey`. */
export async function meetingNumbers(
  tx: EntityManager,
  gatheringIds: readonly string[],
  investorIds: readonly string[],
): Promise<Map<string, Set<number>>> {
  const rows: { gathering_id: string; investor_id: string; numbers: number[] }[] = await tx.query(
    `select gathering_id, investor_id, array_agg(meeting_number) as numbers from match_request
     where meeting_number is not null and gathering_id = any ($1) and investor_id = any ($2)
     group by gathering_id, investor_id`,
    [gatheringIds, investorIds],
  );
  return new Map(rows.map((row) => [meetingKey(row), new Set(row.numbers)]));
}

export function meetingKey({ gathering_id, investor_id }: Pick<MatchRequest, 'gathering_id' | 'investor_id'>): string {
  return `${gathering_id} ${investor_id}`;
}

export interface Window {
  gathering_id: string;
  from: Date;
  to: Date;
  investor_ids: readonly string[];
  project_ids: readonly string[];
}

/** The meetings in the window that are at the gathering, or that take up one of the investors or projects elsewhere. */
export async function standingMeetings(
  tx: EntityManager,
  { gathering_id, from, to, investor_ids, project_ids }: Window,
): Promise<Standing[]> {
  const inWindow = `state in ('scheduled', 'held', 'followed_up') and tstzrange(starts_at, ends_at) && tstzrange($2, $3)`;
  const columns = 'id, investor_id, project_id, case when gathering_id = $1 then table_no end as table_no, starts_at, ends_at';
  return await tx.query(
    `select ${columns} from match_request where gathering_id = $1 and ${inWindow}
     union
     select ${columns} from match_request where investor_id = any ($4) and ${inWindow}
     union
     select ${columns} from match_request where project_id = any ($5) and ${inWindow}
     order by id`,
    [gathering_id, from, to, investor_ids, project_ids],
  );
}

/** Those of the gathering in these states, locked in the order of their ids; `after` an id. */
export async function lockedRequests(
  tx: EntityManager,
  gatheringId: string,
  states: readonly MatchRequestState[],
  { after = '00000000-0000-0000-0000-000000000000', limit }: { after?: string | undefined; limit?: number } = {},
): Promise<MatchRequest[]> {
  return await tx
    .createQueryBuilder(MatchRequestTable, 't')
    .setLock('pessimistic_write')
    .where('t.gathering_id = :gatheringId and t.state = any (:states) and t.id > :after', { gatheringId, states, after })
    .orderBy('t.id')
    .limit(limit)
    .getMany();
}

/** The latest request of the investor to or from each project at the gathering. */
export async function latestRequests(
  tx: EntityManager,
  gatheringId: string,
  investorId: string,
): Promise<Map<string, Pick<MatchRequest, 'id' | 'state'>>> {
  const rows: Pick<MatchRequest, 'id' | 'state' | 'project_id'>[] = await tx.query(
    `select distinct on (project_id) id, state, project_id from match_request
     where gathering_id = $1 and investor_id = $2 order by project_id, requested_on desc, id desc`,
    [gatheringId, investorId],
  );
  return new Map(rows.map(({ id, state, project_id }) => [project_id, { id, state }]));
}

const mostCandidates = 1_000;

/** Active projects, the newest first: as many as can be ranked while somebody waits. */
export async function candidates(tx: EntityManager): Promise<Candidate[]> {
  return await tx.query(
    `select id, code, name, stage, sector, amount_sought_kcny from project where state = 'active'
     order by created_at desc, id desc limit ${mostCandidates}`,
  );
}
