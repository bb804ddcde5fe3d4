/** The feeds of all members as the park sees them: which are open, how far each door has got, and which endpoints do not acknowledge. */
import type { FeedDoor, FeedEndpoint, FeedHealth, MemberFeed } from '@park/contracts';
import type { EntityManager } from 'typeorm';

type Db = Pick<EntityManager, 'query'>;

export interface MemberFilter {
  /** Part of the name or of the USCC. */
  q?: string | undefined;
  is_open?: boolean | undefined;
}

type Head = Omit<MemberFeed, 'moved_at' | 'doors' | 'endpoints'> & { log_no: number; moved_at: Date };
type Door = Omit<FeedDoor, 'moved_at'> & { log_no: number; moved_at: Date | null };
type Endpoint = Omit<FeedEndpoint, 'failing_since' | 'last_acknowledged_at'> & {
  log_no: number;
  failing_since: Date | null;
  last_acknowledged_at: Date | null;
};

/** The worst endpoint decides. Each question is answered by the first row that an index finds. */
const health = `case
  when exists (select from endpoint e where e.organisation_id = m.organisation_id and e.state = 'disabled') then 'disabled'
  when exists (select from endpoint e where e.organisation_id = m.organisation_id and e.state in ('active', 'degraded') and e.failing_since is not null)
    then 'degraded'
  when exists (select from endpoint e where e.organisation_id = m.organisation_id and e.state <> 'revoked' and e.verified_at is not null)
    or exists (select from door d where d.log_no = m.log_no and d.kind <> 'webhook') then 'ok'
  else 'unused' end`;

/** Organisations that were never a member have no feed. */
const asked = `m.moved_at is not null
  and ($1::text is null or m.name ilike $1 or m.uscc ilike $1)
  and ($2::boolean is null or m.is_open = $2)`;

function parameters({ q, is_open }: MemberFilter): [string | null, boolean | null] {
  const words = q?.trim();
  return [words ? `%${words.replace(/[\\%_]/g, '\\$&')}%` : null, is_open ?? null];
}

export interface Cut {
  /** Id of the last member of the page before. */
  cursor?: string | undefined;
  limit: number;
}

/** By name. */
export async function memberFeeds(db: Db, filter: MemberFilter, of: FeedHealth | undefined, { cursor, limit }: Cut): Promise<MemberFeed[]> {
  const heads: Head[] = await db.query(
    `select * from (
       select m.organisation_id, m.log_no, m.name, m.uscc, m.is_open, m.moved_at, m.last_position,
         (select count(*)::int from subscription s where s.log_no = m.log_no and s.state <> 'ended') as live_subscriptions, ${health} as health
       from member m
       where ${asked}
         and ($4::uuid is null or (coalesce(m.name, ''), m.organisation_id) > (select coalesce(name, ''), organisation_id from member where organisation_id = $4))
       order by coalesce(m.name, ''), m.organisation_id
     ) listed where $3::text is null or health = $3 limit $5`,
    [...parameters(filter), of ?? null, cursor ?? null, limit],
  );
  const logs = heads.map(({ log_no }) => log_no);
  const [doors, endpoints] = [await doorsOf(db, logs), await endpointsOf(db, logs)];
  return heads.map(({ log_no, moved_at, ...head }) => ({
    ...head,
    moved_at: moved_at.toISOString(),
    doors: doors.filter((one) => one.log_no === log_no).map(asDoor),
    endpoints: endpoints.filter((one) => one.log_no === log_no).map(asEndpoint),
  }));
}

/** How many members are of each health. */
export async function countHealths(db: Db, filter: MemberFilter): Promise<Record<FeedHealth, number>> {
  const rows: { health: FeedHealth; count: number }[] = await db.query(
    `select health, count(*)::int as count from (select ${health} as health from member m where ${asked}) of group by health`,
    parameters(filter),
  );
  return { disabled: 0, degraded: 0, ok: 0, unused: 0, ...Object.fromEntries(rows.map(({ health: of, count }) => [of, count])) };
}

/** An endpoint that was disabled, paused or never verified waits with all that came since. */
const endpointBacklog = `m.last_position - e.position
  + (select count(*) from delivery w where w.endpoint_id = e.id and w.state in ('waiting', 'held'))`;

async function doorsOf(db: Db, logs: readonly number[]): Promise<Door[]> {
  return await db.query(
    `select d.log_no, d.kind, d.sent, d.acknowledged, d.moved_at,
       case d.kind when 'sse' then m.last_position - coalesce(d.sent, m.last_position)
         when 'pull' then m.last_position - coalesce(d.acknowledged, m.last_position)
         else (select coalesce(max(${endpointBacklog}), 0) from endpoint e where e.log_no = d.log_no and e.state <> 'revoked') end as backlog
     from door d join member m using (log_no)
     where d.log_no = any ($1) order by d.log_no, d.kind`,
    [logs],
  );
}

async function endpointsOf(db: Db, logs: readonly number[]): Promise<Endpoint[]> {
  return await db.query(
    `select e.log_no, e.id, e.code, e.name, e.state, e.failures, e.failing_since, e.last_acknowledged_at, e.disabled_reason,
       ${endpointBacklog} as backlog
     from endpoint e join member m using (log_no)
     where e.log_no = any ($1) and e.state <> 'revoked' order by e.code`,
    [logs],
  );
}

function asDoor({ log_no: _, moved_at, ...door }: Door): FeedDoor {
  return { ...door, moved_at: moved_at?.toISOString() ?? null };
}

function asEndpoint({ log_no: _, failing_since, last_acknowledged_at, ...endpoint }: Endpoint): FeedEndpoint {
  return {
    ...endpoint,
    failing_since: failing_since?.toISOString() ?? null,
    last_acknowledged_at: last_acknowledged_at?.toISOString() ?? null,
  };
}
