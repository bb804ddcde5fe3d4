/** A feeds service of its own for measurements: real parts with fsync, a process of its own, members that subscribe to everything. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { testIssuer } from '../libs/test-kit/src/issuer.ts';
import { root } from '../tools/park/places.ts';
import { prepareTopics } from '../tools/park/topics.ts';
import { run } from '../tools/parts/child.ts';
import { freePorts, startParts } from '../tools/parts/parts.ts';
import { built } from './built.ts';
import { until, untilReady } from './until.ts';

const parkCode = 'bench';
const scopes = ['feeds:feed:read', 'feeds:subscription:read', 'feeds:subscription:write', 'feeds:endpoint:read', 'feeds:endpoint:write'];

export interface BenchMember {
  organisation_id: string;
  membership_id: string;
  uscc: string;
  authorization: string;
}

export interface FeedsPark {
  url: string;
  databaseUrl: string;
  members: BenchMember[];
  /** Sends so many events to Kafka that every member gets, of `data` of the size of the example. */
  send(count: number, wish?: { subjects?: number; isLarge?: boolean }): Promise<{ id: string; subject: string; sequence: number }[]>;
  /** Until each member's log has so many entries. */
  untilLogged(entries: number): Promise<void>;
  post(member: BenchMember, path: string, body: object): Promise<any>;
  query(sql: string, values?: unknown[]): Promise<any[]>;
  /** Another event of the alliance on the membership of a member. */
  moveMembership(member: BenchMember, to_state: 'active' | 'suspended'): Promise<void>;
  /** Ends the service at once, without a chance to finish anything, and starts it again. */
  crash(): Promise<void>;
  /** Of the service. */
  cpuSeconds(): number;
  residentBytes(): number;
  stop(): Promise<void>;
}

export async function aFeedsPark(members: number, environment: Record<string, string> = {}): Promise<FeedsPark> {
  const dir = mkdtempSync(join(tmpdir(), 'park-bench-'));
  const [postgres, kafka, redis, port] = (await freePorts(4)) as [number, number, number, number];
  const parts = await startParts({ dir, ports: { postgres, kafka, redis } });
  const issuer = await testIssuer();
  const client = new Kafka({ brokers: parts.kafkaBrokers.split(','), logLevel: logLevel.NOTHING });
  const { publishers, topicOf, alliance, events, recruitment, toHeaders } = await built('libs/contracts/dist/index.js');
  await prepareTopics(parts.kafkaBrokers, publishers.map(topicOf));
  const producer = client.producer({ idempotent: true });
  await producer.connect();
  const asAdmin = new pg.Client({ connectionString: parts.postgresUrl });
  await asAdmin.connect();
  await asAdmin.query('create database feeds');
  await asAdmin.end();
  const databaseUrl = new URL(parts.postgresUrl);
  databaseUrl.pathname = '/feeds';
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: databaseUrl.href,
    KAFKA_BROKERS: parts.kafkaBrokers,
    REDIS_URL: parts.redisUrl,
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: 'park',
    PARK_CODE: parkCode,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000000',
    RATE_LIMIT_PER_ADDRESS: '100000000',
    SIGNING_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    ALLOW_LOCAL_ENDPOINTS: 'true',
    SSE_CONNECTIONS_PER_MEMBER: '1000',
    ...environment,
  };
  const program = (args: string[]) =>
    run({
      name: 'feeds',
      command: process.execPath,
      args: ['--max-old-space-size=256', join(root, 'apps/feeds/dist/main.js'), ...args],
      log: join(dir, 'log', 'feeds.log'),
      env,
      ownGroup: true,
    });
  const migrated = await (await program(['migrate'])).ended;
  if (!migrated.ok) throw new Error(`The migration ${migrated.how}: ${readFileSync(join(dir, 'log', 'feeds.log'), 'utf8')}`);
  let service = await program([]);
  const db = new pg.Client({ connectionString: databaseUrl.href });
  await db.connect();
  const query = async (sql: string, values: unknown[] = []): Promise<any[]> => (await db.query(sql, values)).rows;
  await untilReady(url);
  const moves = new Map<string, number>();

  function message(type: any, subject: string, sequence: number, data: object) {
    const now = new Date().toISOString();
    const headers = toHeaders({
      specversion: '1.0',
      id: randomUUID(),
      source: `/parks/${parkCode}/services/${type.service}`,
      type: type.type,
      subject,
      time: now,
      datacontenttype: 'application/json',
      dataschema: `urn:park:event:${type.type}`,
      sequence,
      partitionkey: subject,
      correlationid: 'bench',
      actorid: 'bench',
      actortype: 'system',
      effectivedate: now.slice(0, 10),
      recordedtime: now,
      visibility: type.visibility,
    });
    return { key: subject, headers, value: JSON.stringify({ ...type.example, ...data }) };
  }

  async function aMember(number: number): Promise<BenchMember> {
    const [organisation_id, membership_id] = [randomUUID(), randomUUID()];
    const uscc = `9137021100000${String(number).padStart(4, '0')}A`;
    const { usccCheckCharacter } = await built('libs/kernel/dist/index.js');
    const code = uscc.slice(0, 17) + usccCheckCharacter(uscc.slice(0, 17));
    await producer.send({
      topic: 'park.alliance',
      messages: [message(alliance.OrganisationRegisteredV1, organisation_id, 1, { uscc: code })],
    });
    await producer.send({
      topic: 'park.alliance',
      messages: [message(alliance.MembershipActivatedV1, membership_id, 4, { organisation_id, to_state: 'active' })],
    });
    const token = await issuer.token({ scopes, organisation: code, subject: `member ${number}`, expiresInS: 86_400 });
    return { organisation_id, membership_id, uscc: code, authorization: `Bearer ${token}` };
  }

  async function post({ authorization }: BenchMember, path: string, body: object): Promise<any> {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} was answered by ${answer.status}: ${await answer.text()}`);
    return await answer.json();
  }

  const all: BenchMember[] = [];
  for (let i = 0; i < members; i++) all.push(await aMember(i));
  await until(
    'every member is known',
    async () => Number((await query('select count(*) as n from member where is_open and uscc is not null'))[0].n) === members,
  );
  for (const member of all) await post(member, '/subscriptions', { name: 'all', topics: ['jobs'] });

  const sequences = new Map<string, number>();
  const pool: string[] = [];
  return {
    url,
    databaseUrl: databaseUrl.href,
    members: all,
    async send(count, { subjects = count, isLarge = false } = {}) {
      while (pool.length < subjects) pool.push(randomUUID());
      const messages = Array.from({ length: count }, (_, i) => {
        const subject = subjects === count ? randomUUID() : pool[i % subjects]!;
        const sequence = (sequences.get(subject) ?? 0) + 1;
        if (subjects !== count) sequences.set(subject, sequence);
        return isLarge
          ? message(events.GatheringPublishedV1, subject, sequence, { type: 'job_fair' })
          : message(recruitment.FairPhaseChangedV1, subject, sequence, {});
      });
      for (let at = 0; at < count; at += 500)
        await producer.send({ topic: isLarge ? 'park.events' : 'park.recruitment', messages: messages.slice(at, at + 500) });
      return messages.map(({ key, headers }) => ({ id: headers['ce_id']!, subject: key, sequence: Number(headers['ce_sequence']) }));
    },
    async moveMembership({ organisation_id, membership_id }, to_state) {
      const sequence = (moves.get(membership_id) ?? 4) + 1;
      moves.set(membership_id, sequence);
      const type = to_state === 'active' ? alliance.MembershipReinstatedV1 : alliance.MembershipSuspendedV1;
      await producer.send({ topic: 'park.alliance', messages: [message(type, membership_id, sequence, { organisation_id, to_state })] });
    },
    async crash() {
      process.kill(service.pid, 'SIGKILL');
      await service.ended;
      service = await program([]);
      await untilReady(url);
    },
    untilLogged: (entries) =>
      until(
        `each log has ${entries} entries`,
        async () => Number((await query('select min(last_position) as n from member'))[0].n) >= entries,
      ),
    post,
    query,
    cpuSeconds: () => ticksOf(service.pid) / 100,
    residentBytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))![1]) * 1024,
    async stop() {
      await producer.disconnect();
      await db.end();
      await service.stop();
      await issuer.close();
      await parts.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Of user and system time, in hundredths of a second. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
