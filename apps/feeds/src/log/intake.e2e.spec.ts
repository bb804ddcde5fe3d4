/** From Kafka into the logs: once, in order per aggregate, without gaps, also with two instances. */
import { randomUUID } from 'node:crypto';
import { alliance, recruitment } from '@park/contracts';
import { eventually, message, tenantsMessages, urls, type Message, type ServiceUnderTest } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { aMember, feedsUnderTest, read, scopes, subscribed } from '../feeds.fixture.ts';

const KAFKA_GROUP = `feeds-${randomUUID()}`;
let park: ServiceUnderTest;
let second: ServiceUnderTest;
let producer: Producer;

beforeAll(async () => {
  producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer({ idempotent: true });
  await producer.connect();
  park = await feedsUnderTest({ settings: { KAFKA_GROUP } });
  second = await feedsUnderTest({ settings: { KAFKA_GROUP }, database: park.database, issuer: park.issuer });
}, 60_000);
afterAll(async () => {
  await producer.disconnect();
  await second.close();
  await park.close();
});

const send = (topic: string, ...messages: Message[]) => producer.send({ topic, messages });
const phase = (fair: string, sequence: number): Message => message(recruitment.FairPhaseChangedV1, fair, sequence, {});
const topic = 'park.recruitment';

it('opens a feed by the alliance’s events, in whichever order they come', async () => {
  const [organisation_id, uscc] = [randomUUID(), tenantsMessages.someUscc()];
  const as = { scopes, subject: 'member', organisation: uscc };
  await send('park.alliance', message(alliance.MembershipActivatedV1, randomUUID(), 4, { organisation_id, to_state: 'active' }));
  await eventually(async () =>
    expect(await park.database.dataSource.query('select 1 from member where organisation_id = $1', [organisation_id])).toHaveLength(1),
  );
  expect(await park.ask('GET', '/feed', { as })).toMatchObject({ status: 403, body: { code: 'members_only' } });
  await send('park.alliance', message(alliance.OrganisationRegisteredV1, organisation_id, 1, { uscc }));
  await eventually(async () => expect(await second.ask('GET', '/feed', { as })).toMatchObject({ status: 200, body: [] }));
});

it('puts each event into the log once and in its aggregate’s order, however many instances take part', async () => {
  const member = await aMember(park);
  const fairs: string[] = Array.from({ length: 100 }, () => randomUUID());
  await subscribed(park, member, { types: [recruitment.FairPhaseChangedV1.type] });
  for (let sequence = 1; sequence <= 6; sequence++) {
    const messages = fairs.map((fair) => phase(fair, sequence));
    await send(topic, ...messages);
    if (sequence % 2 === 0) await send(topic, ...messages);
  }
  const seen = async (): Promise<any[]> => [...(await read(park, member)), ...(await read(second, member, 500))];
  await eventually(async () => expect(await seen()).toHaveLength(600), 30_000);
  const entries = await seen();
  expect(entries.map(({ feedposition }) => feedposition)).toEqual(entries.map((_, i) => i + 1));
  for (const fair of fairs)
    expect(entries.filter(({ subject }) => subject === fair).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
});

it('parks an event of a type that it does not know with what follows on its key, and lets the others through', async () => {
  const member = await aMember(park);
  await subscribed(park, member, { types: [recruitment.FairPhaseChangedV1.type] });
  const [held, free] = [randomUUID(), randomUUID()];
  const known = phase(held, 1);
  const unknown = { ...known, headers: { ...known.headers, ce_id: randomUUID(), ce_type: 'park.recruitment.fair.blessed.v1' } };
  await send(topic, unknown, phase(held, 2), phase(free, 1));
  await eventually(async () => expect((await read(park, member)).map(({ subject }) => subject)).toEqual([free]));
  // Another partition of the topic may come later.
  await eventually(async () => {
    const parked = await park.database.dataSource.query('select state from parked where key = $1 order by id', [held]);
    expect(parked).toEqual([{ state: 'parked' }, { state: 'behind' }]);
  });
});
