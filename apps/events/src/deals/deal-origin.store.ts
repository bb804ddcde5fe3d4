/** The meetings and pitches that deals come of. */
import { invalid, Refusal, type LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { MatchRequest } from '../match-requests/match-request.ts';
import { MatchRequestTable } from '../match-requests/match-request.table.ts';
import { PitchTable } from '../pitches/pitch.table.ts';
import type { DealSums } from './deal-answers.ts';
import type { Deal, Parties } from './deal.ts';

type Origin = Omit<Parties, 'investor_id'>;

const wasHeld = (request: MatchRequest): boolean => request.state === 'held' || request.state === 'followed_up';

/** Of a meeting that was held, which stays so until the transaction ends. Throws `invalid unknown_match_request`, `conflict meeting_not_held`. */
export async function partiesOfMeeting(tx: EntityManager, id: string): Promise<Parties> {
  const request = await tx.findOne(MatchRequestTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!request) throw invalid('/match_request_id', 'unknown_match_request', 'There is no such match request.');
  if (!wasHeld(request))
    throw new Refusal('conflict', 'meeting_not_held', `The match request is ${request.state}; its meeting was not held.`);
  return partiesIn(request, await seasonOf(tx, request.gathering_id));
}

/** By code, with the same lock and the seasons of their gatherings. */
export async function meetingsByCode(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Parties>> {
  const rows = await tx
    .createQueryBuilder(MatchRequestTable, 't')
    .setLock('pessimistic_read')
    .where('t.code = any (:codes)', { codes })
    .orderBy('t.id')
    .getMany();
  const held = rows.filter(wasHeld);
  const seasons = await seasonsOf(
    tx,
    held.map(({ gathering_id }) => gathering_id),
  );
  return new Map(held.map((request) => [request.code, partiesIn(request, seasons.get(request.gathering_id)!)]));
}

/** Of a pitch that was presented. Throws `invalid unknown_pitch`, `conflict not_presented`. */
export async function originOfPitch(tx: EntityManager, id: string): Promise<Origin> {
  const pitch = await tx.findOne(PitchTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!pitch) throw invalid('/pitch_id', 'unknown_pitch', 'There is no such pitch.');
  if (!['presented', 'scored', 'advised'].includes(pitch.state))
    throw new Refusal('conflict', 'not_presented', `The pitch is ${pitch.state}; it was not presented.`);
  const { project_id, sector, gathering_id } = pitch;
  const [project] = await tx.query('select entity_id from project where id = $1', [project_id]);
  return {
    project_id,
    entity_id: project.entity_id,
    sector,
    match_request_id: null,
    pitch_id: id,
    met_on: null,
    gathering_id,
    season_id: await seasonOf(tx, gathering_id),
  };
}

/** What the funded deals of a project come to. */
export async function sumsOf(tx: EntityManager, projectId: string): Promise<DealSums> {
  const [sums] = await tx.query(
    `select count(*) as deals, count(*) filter (where state = 'funded') as funded, coalesce(sum(amount_kcny), 0) as funded_kcny
     from deal where project_id = $1`,
    [projectId],
  );
  return { ...sums, funded_kcny: Number(sums.funded_kcny) };
}

function partiesIn(request: MatchRequest, season_id: string | null): Parties {
  const { id, investor_id, project_id, entity_id, sector, met_on, gathering_id } = request;
  return { investor_id, project_id, entity_id, sector, match_request_id: id, pitch_id: null, met_on, gathering_id, season_id };
}

async function seasonOf(tx: EntityManager, gatheringId: string): Promise<string | null> {
  return (await seasonsOf(tx, [gatheringId])).get(gatheringId)!;
}

/** By gathering; null where it is in none. */
async function seasonsOf(tx: EntityManager, gatheringIds: readonly string[]): Promise<Map<string, string | null>> {
  const rows: { id: string; season_id: string | null }[] = await tx.query('select id, season_id from gathering where id = any ($1)', [
    gatheringIds,
  ]);
  return new Map(rows.map(({ id, season_id }) => [id, season_id]));
}

/** Those of the same meetings, codes, or investor, project and day. */
export async function knownDeals(
  tx: EntityManager,
  named: {
    codes: readonly string[];
    meetings: readonly string[];
    pairs: readonly { investor_id: string; project_id: string; opened_on: LocalDate }[];
  },
): Promise<Pick<Deal, 'id'>[]> {
  return await tx.query(
    `select id from deal where code = any ($1)
     union select id from deal where match_request_id = any ($2)
     union select d.id from deal d
       join jsonb_to_recordset($3::jsonb) as p(investor_id uuid, project_id uuid, opened_on date)
         on d.investor_id = p.investor_id and d.project_id = p.project_id and d.opened_on = p.opened_on`,
    [named.codes, named.meetings, JSON.stringify(named.pairs)],
  );
}
