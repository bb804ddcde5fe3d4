/** The second door: server-sent events of the own log. */
import { randomUUID } from 'node:crypto';
import { request as ask, type ClientRequest, type IncomingMessage } from 'node:http';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { aFair, aMember, feedsUnderTest, moveMembership, read, subscribed, takeIn, type MemberUnderTest } from '../feeds.fixture.ts';
import { LiveFeed } from './live-feed.service.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await feedsUnderTest();
});
afterAll(() => park.close());

interface Stream {
  ids: number[];
  data: any[];
  isOpen: boolean;
  answer: IncomingMessage;
  stop(): void;
}

async function open(member: MemberUnderTest, headers: Record<string, string> = {}, query = ''): Promise<Stream> {
  const authorization = `Bearer ${await park.issuer.token(member.as)}`;
  const asked: ClientRequest = ask(`${park.url}/feed/live${query}`, { headers: { authorization, ...headers }, agent: false });
  asked.end();
  asked.on('error', () => undefined);
  const answer = await new Promise<IncomingMessage>((done) => asked.once('response', done));
  const stream: Stream = { ids: [], data: [], isOpen: true, answer, stop: () => asked.destroy() };
  let rest = '';
  answer.setEncoding('utf8');
  answer.on('data', (text: string) => {
    const frames = (rest + text).split('\n\n');
    rest = frames.pop()!;
    for (const frame of frames.filter((one) => one.startsWith('id: '))) {
      const [id, data] = frame.split('\n') as [string, string];
      stream.ids.push(Number(id.slice(4)));
      stream.data.push(JSON.parse(data.slice(6)));
    }
  });
  answer.on('error', () => undefined);
  answer.on('close', () => (stream.isOpen = false));
  return stream;
}

it('brings what is there and what comes, with the entries and positions of the pages', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, aFair(randomUUID()));
  const stream = await open(member);
  await eventually(() => expect(stream.ids).toEqual([1]));
  await takeIn(park, ...Array.from({ length: 500 }, () => aFair(randomUUID())));
  await eventually(() => expect(stream.ids).toHaveLength(501));
  expect(stream.ids).toEqual(Array.from({ length: 501 }, (_, i) => i + 1));
  expect(stream.data.slice(0, 500)).toEqual(await read(park, member));
  stream.stop();
});

it('resumes after the last id, and refuses one that is none of this log', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, aFair(randomUUID()), aFair(randomUUID()), aFair(randomUUID()));
  const stream = await open(member, { 'last-event-id': '2' }, '?after=0');
  await eventually(() => expect(stream.ids).toEqual([3]));
  expect((await open(member, { 'last-event-id': '4' })).answer.statusCode).toBe(422);
  expect((await open(member, { 'last-event-id': 'x' })).answer.statusCode).toBe(422);
  expect(await park.ok('GET', '/feed/positions', { as: member.as })).toMatchObject({
    first: 1,
    last: 3,
    doors: [{ door: 'sse', sent: 3, acknowledged: 2 }],
  });
  stream.stop();
});

it('is closed within a heartbeat of a suspension', async () => {
  const member = await aMember(park);
  const stream = await open(member);
  await moveMembership(park, member, 5, 'suspended');
  await park.app.get(LiveFeed).heartbeat();
  await eventually(() => expect(stream.isOpen).toBe(false));
});

it('has so many streams for one member and no more; one that ends makes room', async () => {
  const member = await aMember(park);
  const streams = await Promise.all(Array.from({ length: 20 }, () => open(member)));
  expect(streams.every(({ answer }) => answer.statusCode === 200)).toBe(true);
  expect((await open(member)).answer.statusCode).toBe(409);
  streams[0]!.stop();
  await eventually(async () => expect((await open(member)).answer.statusCode).toBe(200));
  for (const { stop } of streams) stop();
});

it('writes nothing more to a reader that does not read, and resumes with it where it was', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  const [slow, quick] = [await open(member), await open(member)];
  slow.answer.pause();
  for (let i = 0; i < 20; i++) await takeIn(park, ...Array.from({ length: 500 }, () => aFair(randomUUID())));
  await eventually(() => expect(quick.ids).toHaveLength(10_000));
  expect(park.app.get(LiveFeed).bytesWaiting()).toBeLessThan(2 * 1024 * 1024);
  slow.answer.resume();
  await eventually(() => expect(slow.ids).toHaveLength(10_000));
  expect(slow.ids).toEqual(quick.ids);
  slow.stop();
  quick.stop();
});
