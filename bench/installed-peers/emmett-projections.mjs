/**
 * A peer of the rebuild: eight of our figures as Emmett's PostgreSQL projections, rebuilt by Emmett from its own event store. Reads events as
 * JSON lines from its standard input, and answers one JSON line: `{ items, ms, cpuMs, reports }`. Setting: DATABASE_URL.
 */
import { createInterface } from 'node:readline';
import { getPostgreSQLEventStore, pongoMultiStreamProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';

const connectionString = process.env.DATABASE_URL;

/** A sum for each group: its name, the types that it counts, the group of an event and the amount that it adds. */
const figures = [
  ['registered', ['entity.registered'], ({ day }) => day, () => 1],
  ['moved_in', ['entity.moved-in'], ({ day }) => day, () => 1],
  ['reports', ['operating-report.submitted', 'operating-report.verified'], ({ period }) => period, () => 1],
  ['contribution', ['operating-report.verified'], ({ period }) => period, ({ tax_local_kcny }) => tax_local_kcny],
  ['employees', ['operating-report.verified'], ({ period }) => period, ({ employees_end }) => employees_end],
  ['area', ['unit.added'], ({ building_id }) => building_id, ({ use_m2 }) => use_m2],
  ['leased', ['occupancy.activated'], ({ building_id }) => building_id, ({ area_m2 }) => area_m2],
  ['checked_in', ['tenancy.checked-in'], ({ day }) => day, () => 1],
];

const projections = figures.map(([name, endings, groupOf, amountOf]) =>
  pongoMultiStreamProjection({
    collectionName: name,
    canHandle: endings.map((ending) => (ending.startsWith('tenancy') ? `park.housing.${ending}.v1` : `park.tenants.${ending}.v1`)),
    getDocumentId: ({ data }) => `${groupOf(data) ?? 'none'}`,
    initialState: () => ({ sum: 0, events: 0 }),
    evolve: ({ sum, events }, { data }) => ({ sum: sum + Number(amountOf(data) ?? 0), events: events + 1 }),
  }),
);

const store = getPostgreSQLEventStore(connectionString, { projections: projections.map((projection) => ({ type: 'async', projection })) });
const streams = new Map();
let items = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { type, subject, effectivedate, data } = JSON.parse(line);
  const events = streams.get(subject) ?? [];
  streams.set(subject, [...events, { type, data: { ...data, day: effectivedate } }]);
  items++;
}
for (const [subject, events] of streams) await store.appendToStream(subject, events);

const cpu = process.cpuUsage();
const began = performance.now();
const rebuild = rebuildPostgreSQLProjections({ connectionString, projections, pulling: { pullingFrequencyInMs: 10 } });
await rebuild.start();
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
await rebuild.close();
const { default: pg } = await import('pg');
const db = new pg.Client({ connectionString });
await db.connect();
const { rows } = await db.query(`select coalesce(sum((data ->> 'events')::int), 0)::int as reports from reports`);
await db.end();
await store.close();
console.log(JSON.stringify({ items, ms, cpuMs: (user + system) / 1000, reports: rows[0].reports }));
process.exit(0);
