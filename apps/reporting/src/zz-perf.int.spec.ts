import { randomUUID } from 'node:crypto';
import {
  ApartmentAddedV1, TenancyCheckedInV1, BuildingRegisteredV1, EntityMovedInV1, EntityRegisteredV1, LeaseActivatedV1, OccupancyActivatedV1, OccupancyHeldV1, OperatingReportDraftedV1, OperatingReportSubmittedV1, OperatingReportVerifiedV1, QualificationGrantedV1, UnitAddedV1, RenovationAcceptedV1, toHeaders, type ParkEvent,
} from '@park/contracts';
import { eventually, urls } from '@park/test-kit';
import { Kafka, logLevel } from 'kafkajs';
import { Story } from './ledger/events.fixture.ts';
import { analyst, operator, reportingUnderTest, Sender } from './reporting.fixture.ts';

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
function park(): ParkEvent[] {
  const s = new Story();
  const entities = Array.from({ length: 2000 }, () => randomUUID());
  const buildings = Array.from({ length: 26 }, () => randomUUID());
  buildings.forEach((b, i) => { s.tell(BuildingRegisteredV1, b, '2024-01-01', { code: `B${i}` }); s.tell(RenovationAcceptedV1, randomUUID(), '2024-06-01', { building_id: b, accepted_on: '2024-06-01' }); });
  entities.forEach((e, i) => {
    const on = `202${4 + (i % 2)}-0${1 + (i % 9)}-1${i % 9}`;
    s.tell(EntityRegisteredV1, e, on, { kind: pick(['enterprise', 'individual_business'], i), residency: pick(['both', 'physical', 'registered_only'], i), industry_code: pick(['I65', 'M73', 'F52', 'C39', 'L72', 'R87'], i), size_class: pick(['micro', 'small', 'medium'], i) });
    s.tell(EntityMovedInV1, e, on, { effective_date: on, residency: pick(['both', 'physical', 'registered_only'], i) });
    if (i % 5 === 0) s.tell(QualificationGrantedV1, randomUUID(), on, { entity_id: e, type: pick(['hnte', 'tech_sme'], i / 5), valid_from: on, valid_to: '2028-01-01' });
  });
  for (let i = 0; i < 1300; i++) {
    const [unit, occ, lease, b] = [randomUUID(), randomUUID(), randomUUID(), pick(buildings, i)];
    s.tell(UnitAddedV1, unit, '2024-01-01', { building_id: b, use_m2: 100, rentable: true, parent_unit_id: null, status: 'in_service', usage: pick(['office', 'lab', 'desk'], i) });
    const term = { unit_id: unit, building_id: b, area_m2: 90, start_on: `2024-0${1 + (i % 9)}-1${i % 9}`, end_on: `202${6 + (i % 3)}-0${1 + (i % 9)}-1${i % 9}` };
    s.tell(OccupancyHeldV1, occ, '2024-02-01', { ...term, kind: 'lease', source_id: lease });
    s.tell(OccupancyActivatedV1, occ, '2024-02-01', { ...term, kind: 'lease', source_id: lease });
    s.tell(LeaseActivatedV1, lease, '2024-02-01', { entity_id: pick(entities, i), units: [{ ...term, price_fen_per_m2_day: 100 }] });
  }
  for (const period of ['2024-Q2', '2024-Q3', '2024-Q4', '2024', '2025-Q1']) entities.forEach((e, i) => {
    const r = randomUUID();
    const d = { entity_id: e, period, tax_local_kcny: i % 90, tax_total_kcny: i % 200, revenue_kcny: i, employees_end: i % 9 };
    s.tell(OperatingReportDraftedV1, r, '2025-04-20', { entity_id: e, period } as never);
    s.tell(OperatingReportSubmittedV1, r, '2025-04-20', d as never);
    s.tell(OperatingReportVerifiedV1, r, '2025-04-20', d as never);
  });
  for (let i = 0; i < 160; i++) { const a = randomUUID(); s.tell(ApartmentAddedV1, a, '2024-01-01', { status: 'in_service' } as never); s.tell(TenancyCheckedInV1, randomUUID(), '2024-03-01', { apartment_id: a, actual_on: '2024-03-01' } as never); }
  return s.events;
}
function stats(ms: number[]): string { const a = [...ms].sort((x, y) => x - y); return `p50 ${a[Math.floor(a.length / 2)]!.toFixed(1)} p95 ${a[Math.floor(a.length * 0.95)]!.toFixed(1)} max ${a.at(-1)!.toFixed(1)} ms (${a.length})`; }

it('measures', async () => {
  const out: string[] = [];
  const say = (t: string) => { out.push(t); process.stderr.write(`${t}\n`); };
  const sender = new Sender();
  await sender.connect();
  const events = park();
  for (const e of events) { e.subject = /^[0-9a-f-]{36}$/.test(e.subject) ? e.subject : randomUUID(); }
  const producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  for (let i = 0; i < events.length; i += 1000) {
    const named = events.slice(i, i + 1000).map((e) => sender.named(e));
    for (const [topic, own] of Map.groupBy(named, ({ type }) => `park.${type.split('.')[1]}`)) await producer.send({ topic, messages: own.map((e) => ({ key: e.subject, headers: toHeaders(e), value: JSON.stringify(e.data) })) });
  }
  say(`published ${events.length}`);
  const inspector = await import('node:inspector/promises');
  const session = new inspector.Session(); session.connect();
  await session.post('Profiler.enable'); await session.post('Profiler.setSamplingInterval', { interval: 500 });
  const p = await reportingUnderTest(sender);
  
  const { PostgresQueryRunner } = await import('typeorm/driver/postgres/PostgresQueryRunner.js' as string).catch(() => ({ PostgresQueryRunner: null })) as any;
  const spent = new Map<string, [number, number]>();
  const q = Object.getPrototypeOf((p.database.dataSource as any).createQueryRunner());
  const orig = q.query; q.query = async function (sql: string, ...rest: unknown[]) { const a = performance.now(); try { return await orig.call(this, sql, ...rest); } finally { const k = sql.trim().slice(0, 60).replaceAll('\n', ' '); const x = spent.get(k) ?? [0, 0]; spent.set(k, [x[0] + performance.now() - a, x[1] + 1]); } };

  const db = p.database.dataSource;
  const count = async (): Promise<number> => (await db.query('select count(*) as c from journal'))[0].c;
  await eventually(async () => expect(await count()).toBeGreaterThan(0), 60_000);
  const [t0, c0] = [Date.now(), await count()];
  const { readFileSync } = await import('node:fs');
  const pgCpu = async () => { const rows = await db.query('select pid from pg_stat_activity where datname = current_database()'); let t = 0; for (const { pid } of rows) { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); t += Number(f[11]) + Number(f[12]); } return t / 100; };
  const pg0 = await pgCpu();
  const cpu0 = process.cpuUsage();
  let c = c0;
  while (c < events.length && Date.now() - t0 < 240_000) { await new Promise((r) => setTimeout(r, 200)); c = await count(); }
  const s = (Date.now() - t0) / 1000; say(`pg cpu ${(await pgCpu() - pg0).toFixed(1)} s`);
  const cpu = process.cpuUsage(cpu0);
  for (const [k, [ms, n]] of [...spent].sort((a, b) => b[1][0] - a[1][0]).slice(0, 14)) say(`${ms.toFixed(0)} ms ${n} x ${k}`);
  say(`intake ${c - c0} of ${events.length} in ${s.toFixed(1)} s: ${Math.round((c - c0) / s)} events/s; node cpu ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s`);
  for (const t of ['journal', 'fact', 'kpi_day', 'subject']) say(`${t} ${(await db.query(`select count(*) as c, pg_size_pretty(pg_total_relation_size('${t}')) as s from ${t}`)).map((r: any) => `${r.c} ${r.s}`)}`);
  say(JSON.stringify(await db.query(`select measure, count(*) as rows from kpi_day group by 1 order by 2 desc limit 8`)));
  say(JSON.stringify((await p.ask('GET', '/data-quality', { as: analyst })).body.parked));
  const knownAt = (await db.query(`select watermark from projection`))[0].watermark.toISOString();
  const token = await p.issuer.token(analyst);
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ['/board', '/kpis/market_entities_stock', '/kpis/occupancy_rate', '/kpis/wale', '/kpis/expiring_90d_share', '/kpis/economic_contribution', '/kpis/employment_total', '/kpis/revenue?group_by=industry', '/kpis/occupancy_rate?group_by=building', '/kpis/occupancy_rate?from=2024-01-01&to=2025-06-01&grain=day', '/kpis/employment_total?from=2024-04-01&to=2025-06-01&grain=month', `/kpis/market_entities_stock?known_at=${knownAt}`, `/kpis/revenue?known_at=${knownAt}&group_by=industry`, `/kpis/occupancy_rate?known_at=${knownAt}&group_by=building`, '/kpis/occupied_area/facts?limit=50', '/kpis/revenue/facts?limit=50&as_of=2025-05-01', '/buildings', '/projection', '/data-quality']) {
    const ms: number[] = [];
    let size = 0;
    for (let i = 0; i < 25; i++) { const a = performance.now(); const r = await fetch(p.url + path, { headers }); const t = await r.text(); size = t.length; if (r.status !== 200) say(`${r.status} ${t}`); ms.push(performance.now() - a); }
    say(`${path.padEnd(70)} ${stats(ms)} ${size} B`);
  }
  const all = (await p.ask('GET', '/kpis', { as: analyst })).body.items.map((k: any) => ({ code: k.code }));
  const ms: number[] = [];
  for (let i = 0; i < 15; i++) { const a = performance.now(); await p.ask('POST', '/kpis/query', { as: analyst, body: { queries: all } }); ms.push(performance.now() - a); }
  say(`batch of ${all.length}: ${stats(ms)}`);
  const { LiveBoard } = await import('./board/board.service.ts');
  const live = p.app.get(LiveBoard) as any;
  const bs: number[] = [];
  for (let i = 0; i < 15; i++) { live.snapshots.newest = async () => null; const a = performance.now(); await live.refresh(); bs.push(performance.now() - a); }
  say(`board computed: ${stats(bs)}`);
  const r0 = Date.now();
  await p.ask('POST', '/projection/rebuild', { as: operator });
  await eventually(async () => { expect((await p.ask('GET', '/projection', { as: analyst })).body.items[0]).toMatchObject({ state: 'live', version: 2 }); }, 240_000);
  say(`rebuild ${Date.now() - r0} ms ${JSON.stringify((await p.ask('GET', '/projection', { as: analyst })).body.items[0].rebuilt)}`);
  await p.close(); await producer.disconnect(); await sender.close();
}, 900_000);
