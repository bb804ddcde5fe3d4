/** What the public programme is read from: published seasons, and gatherings that were announced to the public. */
import { Refusal } from '@park/kernel';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Gathering } from '../gatherings/gathering.ts';
import { GatheringTable } from '../gatherings/gathering.table.ts';
import type { Season } from '../seasons/season.ts';
import { SeasonTable } from '../seasons/season.table.ts';

const isPublic = `t.visibility = 'public' and t.announced_at is not null`;

/** Throws `not-found season_not_found`, also for one that is not announced. */
export async function publicSeasonOf(tx: EntityManager, code: string): Promise<Season> {
  const season = await tx.createQueryBuilder(SeasonTable, 't').where(`t.code = :code and t.state <> 'planned'`, { code }).getOne();
  if (!season) throw new Refusal('not-found', 'season_not_found', `There is no season "${code}".`);
  return season;
}

/** Throws `not-found gathering_not_found`, also for one that is not announced. */
export async function publicGatheringOf(tx: EntityManager, code: string): Promise<Gathering> {
  const gathering = await announced(tx).andWhere('t.code = :code', { code }).getOne();
  if (!gathering) throw new Refusal('not-found', 'gathering_not_found', `There is no gathering "${code}".`);
  return gathering;
}

export async function gatheringsOfSeason(tx: EntityManager, seasonId: string): Promise<Gathering[]> {
  return await announced(tx).andWhere('t.season_id = :seasonId', { seasonId }).orderBy('t.starts_at').addOrderBy('t.id').getMany();
}

export interface ProgrammePage {
  from: Date;
  to: Date;
  type: string | undefined;
  /** The last gathering of the page before. */
  after: { starts_at: Date; id: string } | null;
  limit: number;
}

export async function gatheringsBetween(tx: EntityManager, { from, to, type, after, limit }: ProgrammePage): Promise<Gathering[]> {
  const page = announced(tx).andWhere('t.starts_at >= :from and t.starts_at < :to', { from, to });
  if (type !== undefined) page.andWhere('t.type = :type', { type });
  if (after !== null) page.andWhere('(t.starts_at, t.id) > (:afterStart, :afterId)', { afterStart: after.starts_at, afterId: after.id });
  return await page.orderBy('t.starts_at').addOrderBy('t.id').limit(limit).getMany();
}

export async function seasonCodes(tx: EntityManager, gatherings: readonly Gathering[]): Promise<Map<string, string>> {
  const ids = [...new Set(gatherings.flatMap(({ season_id }) => season_id ?? []))];
  const rows: { id: string; code: string }[] = await tx.query(`select id, code from season where id = any ($1) and state <> 'planned'`, [
    ids,
  ]);
  return new Map(rows.map(({ id, code }) => [id, code]));
}

function announced(tx: EntityManager): SelectQueryBuilder<Gathering> {
  return tx.createQueryBuilder(GatheringTable, 't').where(isPublic);
}
