/**
 * The candidates for a need, with what is known of each: eight statements, however many candidates there are. Each is bounded by what is
 * listed, free, active, or not older than two years, and found by an index, so that the cost does not grow with the age of the alliance.
 */
import { alliance } from '@park/contracts';
import { addDays, dateAt } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Membership } from '../memberships/membership.ts';
import type { AllianceCategory, AllianceMode, Need } from '../needs/need.ts';
import type { Resource } from '../resources/resource.ts';
import { nearTo, type MatchingRules } from './matching-rules.ts';
import type { Candidate, MemberRecord } from './matcher.ts';

/** Of the newest that are listed: of the same category, of each near one, and of each other one; and of those delisted lately. */
const most = { same: 300, near: 100, other: 20, delisted: 50 } as const;
const delistedDays = 90;
/** 5,000 members are read and ranked in 0.3 s. */
const mostMembers = 5_000;

type ResourceRow = Pick<Resource, 'id' | 'code' | 'title' | 'membership_id' | 'state' | 'mode' | 'category' | 'capacity' | 'unit'>;
type MemberRow = Pick<Membership, 'id' | 'code' | 'organisation_name' | 'state' | 'role'>;

export interface Candidates {
  candidates: Candidate[];
  /** No limit left a resource or a member out. */
  isComplete: boolean;
}

export async function candidatesFor(tx: EntityManager, need: Need, rules: MatchingRules, now: Date): Promise<Candidates> {
  const today = dateAt(now);
  const { resources, isEach } = await resourcesFor(tx, need.category, addDays(today, -delistedDays));
  const slots = await slotsOf(tx, resources, need.needed_by, now);
  const { members, isAll } = await membersWith(tx, resources);
  const balances = await balancesOf(tx, addDays(today, -rules.fairnessDays), today);
  const given = await givenIn(tx, need.category, addDays(today, -rules.experienceDays));
  const offers = await offersOf(tx, [...members.keys()], addDays(today, -rules.experienceDays));
  const claimers = await claimersOf(tx, need.id);

  const recordOf = (member: MemberRow): MemberRecord => ({
    membership_id: member.id,
    member_name: member.organisation_name,
    is_active: member.state === 'active',
    role: member.role,
    gave: balances.get(member.id)?.gave ?? 0,
    got: balances.get(member.id)?.got ?? 0,
    resolved: (given.get(member.id) ?? []).reduce((sum, { category, times }) => sum + (category === need.category ? times : 0), 0),
    has_claimed: claimers.has(member.id),
  });
  const candidates = [
    ...resources.map(({ id, code, title, membership_id, state, mode, category, capacity, unit }): Candidate => {
      const { in_time: slots_in_time = 0, later: slots_later = 0 } = slots.get(id) ?? {};
      const own = { id, code, title, mode, category, capacity, unit, slots_in_time, slots_later };
      return { kind: 'resource', ...recordOf(members.get(membership_id)!), ...own, is_listed: state === 'listed' };
    }),
    ...[...members.values()]
      .filter(({ state }) => state === 'active')
      .map((member): Candidate => {
        const known = [...(offers.get(member.id) ?? []), ...(given.get(member.id) ?? [])];
        return { kind: 'member', ...recordOf(member), id: member.id, code: member.code, offers: known };
      }),
  ];
  return { candidates, isComplete: isEach && isAll };
}

/** `isEach`: there are no more than these. One more than the limit is read of each. */
async function resourcesFor(
  tx: EntityManager,
  wanted: AllianceCategory,
  delistedSince: string,
): Promise<{ resources: ResourceRow[]; isEach: boolean }> {
  const near = nearTo(wanted);
  const limits = alliance.allianceCategories.map((one) => (one === wanted ? most.same : near.includes(one) ? most.near : most.other));
  const columns = 'id, code, title, membership_id, state, mode, category, capacity, unit';
  const found: (ResourceRow & { is_within: boolean })[] = await tx.query(
    `select r.*, r.place <= c.most as is_within from unnest($1::text[], $2::int[]) as c(category, most) cross join lateral (
       select ${columns}, row_number() over (order by listed_on desc, id desc) as place
       from resource t where t.state = 'listed' and t.category = c.category order by listed_on desc, id desc limit c.most + 1
     ) r
     union all (
       select ${columns}, place, place <= ${most.delisted} from (
         select *, row_number() over (order by delisted_on desc, id desc) as place
         from resource where state = 'delisted' and category = $3 and delisted_on >= $4
         order by delisted_on desc, id desc limit ${most.delisted} + 1
       ) d
     )`,
    [alliance.allianceCategories, limits, wanted, delistedSince],
  );
  const resources = found.filter(({ is_within }) => is_within);
  return { resources, isEach: resources.length === found.length };
}

async function slotsOf(
  tx: EntityManager,
  resources: readonly ResourceRow[],
  neededBy: string,
  now: Date,
): Promise<Map<string, { in_time: number; later: number }>> {
  const rows: { resource_id: string; in_time: number; later: number }[] = await tx.query(
    `select resource_id, count(*) filter (where starts_at < d.ends)::int as in_time, count(*) filter (where starts_at >= d.ends)::int as later
     from resource_slot cross join (select $3::date::timestamp at time zone 'Asia/Shanghai' as ends) d
     where resource_id = any ($1) and state = 'free' and starts_at > $2 group by resource_id`,
    [resources.map(({ id }) => id), now, neededBy],
  );
  return new Map(rows.map((row) => [row.resource_id, row]));
}

/** The active members, and the owners of the resources, active or not. */
async function membersWith(
  tx: EntityManager,
  resources: readonly ResourceRow[],
): Promise<{ members: Map<string, MemberRow>; isAll: boolean }> {
  const rows: MemberRow[] = await tx.query(
    `select m.* from (
       (select id, code, organisation_name, state, role from membership where state = 'active' order by code, id limit ${mostMembers})
       union select id, code, organisation_name, state, role from membership where id = any ($1)
     ) m order by m.code, m.id`,
    [[...new Set(resources.map(({ membership_id }) => membership_id))]],
  );
  const members = new Map(rows.map((member) => [member.id, member]));
  const [{ all }] = await tx.query(`select count(*)::int as all from membership where state = 'active'`);
  return { members, isAll: all <= mostMembers };
}

/** Each member's given and received claims, of those fulfilled between two days: reads the claims of one year, however old the park. */
export const balanceSql = `
  select member_id, sum(gave)::int as gave, sum(got)::int as got
  from claim c cross join lateral (values
    (case c.kind when 'need' then c.by_membership_id else c.of_membership_id end, 1, 0),
    (case c.kind when 'need' then c.of_membership_id else c.by_membership_id end, 0, 1)
  ) as side(member_id, gave, got)
  where c.state = 'fulfilled' and c.fulfilled_on >= $1 and c.fulfilled_on <= $2
  group by member_id`;

async function balancesOf(tx: EntityManager, from: string, today: string): Promise<Map<string, { gave: number; got: number }>> {
  const rows: { member_id: string; gave: number; got: number }[] = await tx.query(balanceSql, [from, today]);
  return new Map(rows.map((row) => [row.member_id, row]));
}

interface Given {
  mode: AllianceMode;
  category: AllianceCategory;
  times: number;
}

/** Of this category and those near to it. */
export const givenSql = `
  select by_membership_id, mode, category, count(*)::int as times from claim
  where state = 'fulfilled' and kind = 'need' and category = any ($1) and fulfilled_on >= $2
  group by by_membership_id, mode, category`;

async function givenIn(tx: EntityManager, category: AllianceCategory, from: string): Promise<Map<string, Given[]>> {
  const rows: (Given & { by_membership_id: string })[] = await tx.query(givenSql, [[category, ...nearTo(category)], from]);
  return Map.groupBy(rows, ({ by_membership_id }) => by_membership_id);
}

async function offersOf(
  tx: EntityManager,
  memberIds: readonly string[],
  from: string,
): Promise<Map<string, { mode: AllianceMode; category: AllianceCategory }[]>> {
  const rows: { membership_id: string; mode: AllianceMode; category: AllianceCategory }[] = await tx.query(
    `select distinct membership_id, mode, category from resource where membership_id = any ($1) and state <> 'draft' and listed_on >= $2`,
    [memberIds, from],
  );
  return Map.groupBy(rows, ({ membership_id }) => membership_id);
}

async function claimersOf(tx: EntityManager, needId: string): Promise<Set<string>> {
  const rows: { by_membership_id: string }[] = await tx.query(
    `select by_membership_id from claim where need_id = $1 and kind = 'need' and state in ('proposed', 'accepted')`,
    [needId],
  );
  return new Set(rows.map(({ by_membership_id }) => by_membership_id));
}
