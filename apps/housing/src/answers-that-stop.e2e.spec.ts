/** An answer that stops at a limit says that there is more. */
import { clerkOf, type ServiceUnderTest } from '@park/test-kit';
import { housingUnderTest } from './housing.fixture.ts';
import { service } from './housing.module.ts';

const clerk = clerkOf(service);
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await housingUnderTest();
});
afterAll(() => park.close());

it('of the rows that a job was refused on', async () => {
  await park.database.dataSource.query(
    `insert into job_refusal (job, row_id, code, detail, tries, refused_at, retry_at)
     select 'a job', gen_random_uuid(), 'still_due', 'x', 1, now(), now() from generate_series(1, 3)`,
  );
  const asked = async (limit: number): Promise<unknown> => {
    const { items, more } = await park.ok('GET', `/jobs/refusals?limit=${limit}`, { as: clerk });
    return [items.length, more];
  };
  expect([await asked(2), await asked(3)]).toEqual([
    [2, true],
    [3, false],
  ]);
});

it('of parked messages', async () => {
  const park501 = (count: number): Promise<unknown> =>
    park.database.dataSource.query(
      `insert into parked (topic, partition, key, "offset", value, headers, state, reason, parked_at)
       select 'park.tenants', 0, 'k' || n, n, null, '{}', 'parked', 'x', now() from generate_series(1, $1) n`,
      [count],
    );
  await park501(501);
  const { items, more } = await park.ok('GET', '/parked', { as: clerk });
  expect([items.length, more]).toEqual([500, true]);
  await park.database.dataSource.query(`delete from parked where key = 'k1'`);
  expect((await park.ok('GET', '/parked', { as: clerk })).more).toBe(false);
});
