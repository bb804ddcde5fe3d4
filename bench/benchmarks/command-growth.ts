/**
 * `npm run bench -- command-growth [rounds] [seconds a round]`: the same command after 10^5, 10^6 and 3 x 10^6 events, beside the park that
 * runs here. The service is alone, as in `command`; its database gets as many entities as events.
 */
import { tenantsAlone } from '../registrars.ts';
import { registrationRound } from '../registrations.ts';
import { atMost, publish } from '../results.ts';
import { measured, type Round } from '../rounds.ts';
import { connected, operationsToken, runningPark } from '../running-park.ts';

const rounds = Number(process.argv[2] ?? 7);
const ms = 1_000 * Number(process.argv[3] ?? 3);
const sizes = [100_000, 1_000_000, 3_000_000];
const run = runningPark();
const authorization = `Bearer ${await operationsToken(run)}`;
const alone = await tenantsAlone(run);
const db = await connected(alone.databaseUrl);

/** Copies the newest entity and its event until there are so many. */
async function growTo(count: number): Promise<void> {
  await db.query(
    `insert into market_entity (id, code, uscc, name, kind, established_on, industry_code, size_class, registration_status, residency, founder_flags,
                                risk_level, state, version, created_at, updated_at)
     select gen_random_uuid(), 'OLD-' || i, lpad(upper(to_hex(i)), 18, '0'), name, kind, established_on, industry_code, size_class, registration_status,
            residency, founder_flags, risk_level, state, version, created_at, updated_at
     from (select * from market_entity order by created_at desc limit 1) e,
          generate_series((select count(*)::int from market_entity), $1::int) i`,
    [count],
  );
  await db.query(
    `insert into outbox (event_id, aggregate, aggregate_id, version, type, effective_on, occurred_at, visibility, actor_id, actor_type, organisation,
                         correlation_id, request_id, data)
     select gen_random_uuid(), aggregate, gen_random_uuid(), 1, type, effective_on, occurred_at, visibility, actor_id, actor_type, organisation,
            correlation_id, request_id, data
     from (select * from outbox order by position desc limit 1) o, generate_series((select count(*)::int from outbox), $1::int)`,
    [count],
  );
  await db.query('vacuum analyze');
}

try {
  await registrationRound(ms, alone.url, authorization, [alone.pid]);
  const taken: Round[][] = [];
  for (const size of sizes) {
    await growTo(size);
    const own: Round[] = [];
    for (let n = 0; n < rounds; n++) own.push(await registrationRound(ms, alone.url, authorization, [alone.pid]));
    console.log(`  ${size.toLocaleString('en')} events: ${own.map((one) => Math.round((1000 * one.items) / one.ms)).join(', ')}/s`);
    taken.push(own);
  }
  const results = taken.map((own, i) => measured(`after ${sizes[i]!.toLocaleString('en')} events`, own, taken[0]!));
  const slowest = Math.max(...results.map(({ ratio }) => ratio));
  publish('command-growth', {
    title: 'The same command in an older park',
    measured: results,
    targets: [atMost('slowest beside the youngest park', 1.2, slowest, ' times')],
  });
} finally {
  await alone.stop();
}
process.exit();
