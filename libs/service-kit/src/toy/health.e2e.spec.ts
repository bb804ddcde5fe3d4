/** When an instance is taken out of service, and when it is started again. */
import { eventually, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { DataSource } from 'typeorm';
import { Readiness, type PartHealth } from '../service/readiness.service.ts';
import { toy } from './toy.fixture.ts';

let park: ServiceUnderTest;
let part: (PartHealth & Record<string, unknown>) | Error;

beforeAll(async () => {
  park = await serviceUnderTest(toy);
  park.app.get(Readiness).watch('relay', {
    health: async () => {
      if (part instanceof Error) throw part;
      return part;
    },
    isDown: () => !(part instanceof Error) && part.state === 'down',
  });
});
afterAll(() => park.close());
beforeEach(() => (part = { state: 'up' }));

it('is ready, and says how each part is', async () => {
  expect(await park.ask('GET', '/health/ready')).toMatchObject({
    status: 200,
    body: { status: 'up', parts: { database: { state: 'up' }, relay: { state: 'up' } } },
  });
});

it('stays in service while events wait for Kafka, or a part cannot be asked', async () => {
  part = { state: 'lagging', oldestUnsentAt: '2025-06-16T02:00:00.000Z' };
  expect(await park.ask('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'degraded', parts: { relay: part } } });
  expect(await park.ask('GET', '/health/live')).toMatchObject({ status: 200 });
  part = new Error('away');
  expect(await park.ask('GET', '/health/ready')).toMatchObject({ status: 200, body: { parts: { relay: { state: 'unknown' } } } });
});

it('is started again when a part has stopped for good', async () => {
  part = { state: 'down' };
  expect(await park.ask('GET', '/health/live')).toMatchObject({ status: 503, body: { status: 'down', down: ['relay'] } });
  expect(await park.ask('GET', '/health/ready')).toMatchObject({ status: 503, body: { status: 'down' } });
});

it('answers while requests hold all their connections', async () => {
  const requests = park.app.get(DataSource);
  const runners = Array.from({ length: 10 }, () => requests.createQueryRunner());
  await Promise.all(runners.map((runner) => runner.connect()));
  let isWaiting = true;
  const eleventh = requests.query('select 1').then(() => (isWaiting = false));
  await eventually(async () => expect(await park.ask('GET', '/health/ready')).toMatchObject({ status: 200 }));
  expect(isWaiting).toBe(true);
  await Promise.all(runners.map((runner) => runner.release()));
  await eleventh;
});
