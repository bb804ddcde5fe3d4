/** When an instance is taken out of service, and when it is started again. */
import { once, type EventEmitter } from 'node:events';
import { connect } from 'node:net';
import { eventually, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { DataSource } from 'typeorm';
import { Readiness, type PartHealth } from '../service/readiness.service.ts';
import { noteScopes, toy } from './toy.fixture.ts';

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

/** Requests that wait for one of the connections to the database. */
function waitingForConnection({ app }: ServiceUnderTest): number {
  return (app.get(DataSource).driver as unknown as { master: { waitingCount: number } }).master.waitingCount;
}

it('is ready, and says how each part is', async () => {
  expect(await park.ask('GET', '/health/ready')).toMatchObject({
    status: 200,
    body: { status: 'up', parts: { database: { state: 'up' }, issuer: { state: 'up' }, relay: { state: 'up' } } },
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

it('is not ready before the issuer has given its keys, and says why once', async () => {
  const lines: string[] = [];
  const settings = { OIDC_INTERNAL_URL: 'http://127.0.0.1:1' };
  const alone = await serviceUnderTest(toy, { database: park.database, settings, log: (line) => lines.push(line) });
  for (let look = 0; look < 2; look++) {
    expect(await alone.ask('GET', '/health/ready')).toMatchObject({ status: 503, body: { parts: { issuer: { state: 'down' } } } });
  }
  expect(await alone.ask('GET', '/health/live')).toMatchObject({ status: 200 });
  expect(lines.filter((line) => line.includes('no token can be verified yet: Error: http://127.0.0.1:1/'))).toHaveLength(1);
  await alone.close();
});

it('answers what is under way when it stops, and does not wait for connections that say nothing', async () => {
  const stopped = await serviceUnderTest(toy, { database: park.database });
  await stopped.ok('GET', '/health/live'); // reads the documentation, too, by which `ask` checks answers
  const silent = connect(Number(new URL(stopped.url).port), '127.0.0.1');
  await once(silent, 'connect');
  const runners = await Promise.all(Array.from({ length: 10 }, () => stopped.app.get(DataSource).createQueryRunner()));
  await Promise.all(runners.map((runner) => runner.connect()));
  const arrived = once(stopped.app.getHttpServer() as EventEmitter, 'request');
  const answer = stopped.ask('GET', '/notes', { as: { scopes: [...noteScopes] } });
  await arrived; // the jobs of a service that has just started wait for a connection too
  await eventually(() => expect(waitingForConnection(stopped)).toBeGreaterThan(0));
  const closed = stopped.app.close();
  await Promise.all(runners.map((runner) => runner.release()));
  expect(await answer).toMatchObject({ status: 200 });
  await Promise.all([closed, once(silent, 'close')]);
  await stopped.issuer.close();
});

it('answers for as long as it drains, and closes each connection with its answer', async () => {
  const drained = await serviceUnderTest(toy, { database: park.database, settings: { DRAIN_S: 1 } });
  const ask = (): Promise<Response> => fetch(`${drained.url}/health/live`);
  expect((await ask()).headers.get('connection')).toBe('keep-alive');
  const closed = drained.app.close();
  await eventually(async () => {
    const { status, headers } = await ask();
    expect({ status, connection: headers.get('connection') }).toEqual({ status: 200, connection: 'close' });
  });
  await closed;
  await expect(ask()).rejects.toThrow('fetch failed');
  await drained.issuer.close();
});
