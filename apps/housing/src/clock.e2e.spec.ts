/** The passing of days, also while the service is not there and while two instances run: each fact is recorded once. */
import { done, eventually, databaseFor, type ServiceUnderTest, type TestDatabase } from '@park/test-kit';
import { anAddition } from './apartments/apartment.fixture.ts';
import { aDraft } from './applications/application.fixture.ts';
import { clerk, housingUnderTest, reviewer } from './housing.fixture.ts';
import { service } from './housing.module.ts';
import { aReservation, handover, terms } from './tenancies/tenancy.fixture.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await databaseFor(service);
});
afterAll(() => database.drop());

const step = (park: ServiceUnderTest, path: string, body: object = {}, as = reviewer) => park.ask('POST', path, { as, body });

async function anOffer(park: ServiceUnderTest, home: string): Promise<string> {
  const body = await park.ok('POST', '/applications', { as: clerk, body: aDraft(1) });
  await done(step(park, `/applications/${body.id}/submit`, {}, clerk));
  for (const action of ['decide', 'waitlist']) await done(step(park, `/applications/${body.id}/${action}`));
  const offer = { apartment_id: home, bed: 1, start_on: '2025-07-01', end_on: '2026-07-01' };
  expect(await step(park, `/applications/${body.id}/offer`, offer)).toMatchObject({ status: 200, body: { state: 'offered' } });
  return body.id;
}

async function aTenancy(park: ServiceUnderTest, home: string): Promise<string> {
  const body = await park.ok('POST', '/tenancies', {
    as: clerk,
    body: aReservation(home, 2, { start_on: '2025-06-01', end_on: '2025-07-10' }),
  });
  await done(step(park, `/tenancies/${body.id}/contract`, terms, clerk));
  expect(await step(park, `/tenancies/${body.id}/check-in`, handover, clerk)).toMatchObject({ status: 200 });
  return body.id;
}

it('is made good after a pause, once, by whichever instance comes first', async () => {
  const before = await housingUnderTest({ database });
  const homes = await Promise.all(
    ['HK-1', 'HK-2'].map(async (code) => (await before.ok('POST', '/apartments', { as: clerk, body: anAddition(code) })).id as string),
  );
  const [offered, tenancy] = [await anOffer(before, homes[0]!), await aTenancy(before, homes[1]!)];
  await before.close();

  const later = await Promise.all([
    housingUnderTest({ database, now: '2025-08-01T02:00:00Z' }),
    housingUnderTest({ database, now: '2025-08-01T02:00:00Z' }),
  ]);
  const facts = async (id: string): Promise<[string, string][]> =>
    (await database.dataSource.query('select type, effective_on from outbox where aggregate_id = $1 order by version', [id])).map(
      ({ type, effective_on }: { type: string; effective_on: string }): [string, string] => [type.split('.')[3]!, effective_on],
    );
  await eventually(async () => {
    expect((await facts(offered)).slice(5)).toEqual([['offer-expired', '2025-06-19']]);
    expect((await facts(tenancy)).slice(3)).toEqual([['held-over', '2025-07-10']]);
  });
  for (const instance of later) await instance.close();

  const again = await housingUnderTest({ database, now: '2025-08-02T02:00:00Z' });
  await eventually(async () => expect(await again.ask('GET', '/health/ready')).toMatchObject({ status: 200 }));
  await again.close();
  expect([(await facts(offered)).length, (await facts(tenancy)).length]).toEqual([6, 4]);
});
