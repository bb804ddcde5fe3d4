/** Flow F2 over real Kafka: what tenants tells of employers counts once, however often it is told. */
import { randomUUID } from 'node:crypto';
import { tenants } from '@park/contracts';
import { eventually, tenantsMessages, urls, type Message, type ServiceUnderTest } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { aDraft } from '../applications/application.fixture.ts';
import { clerk, housingUnderTest, reviewer } from '../housing.fixture.ts';
import { aReservation } from '../tenancies/tenancy.fixture.ts';

const { departed, movedIn, registered, someUscc } = tenantsMessages;
let park: ServiceUnderTest;
let producer: Producer;
let apartments = 0;
let persons = 0;

beforeAll(async () => {
  producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer({ idempotent: true });
  await producer.connect();
  park = await housingUnderTest();
});
afterAll(async () => {
  await producer.disconnect();
  await park.close();
});

async function tell(...messages: Message[]): Promise<void> {
  await producer.send({ topic: tenants.EntityDepartedV1.topic, messages });
}

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);

async function anEmployer(): Promise<{ entity: string; uscc: string }> {
  const [entity, uscc] = [randomUUID(), someUscc()];
  await tell(registered(entity, uscc), movedIn(entity, uscc));
  await known(entity);
  return { entity, uscc };
}

async function known(entity: string): Promise<void> {
  await eventually(async () =>
    expect(await query('select resident from market_entity where entity_id = $1', [entity])).toEqual([{ resident: true }]),
  );
}

async function aNominee(employer_uscc: string): Promise<{ tenancy: string; application: string }> {
  const home = await park.ok('POST', '/apartments', { as: clerk, body: anAddition(`HK-${++apartments}`) });
  const tenancy = await park.ask('POST', '/tenancies', { as: clerk, body: aReservation(home.id, ++persons, { employer_uscc }) });
  const application = await park.ask('POST', '/applications', { as: clerk, body: aDraft(++persons, { employer_uscc }) });
  expect([tenancy.status, application.status]).toEqual([201, 201]);
  return { tenancy: tenancy.body.id, application: application.body.id };
}

async function flags(
  ...subjects: string[]
): Promise<{ subject: string; ground: string; entity_id: string; causation_id: string; actor_id: string }[]> {
  return await query(
    `select aggregate_id as subject, data ->> 'ground' as ground, data ->> 'entity_id' as entity_id, causation_id, actor_id from outbox
     where type like '%review-flagged%' and aggregate_id = any ($1) order by position`,
    [subjects],
  );
}

/** Kafka keeps the order of a key: once this last word is taken in, so is all that was told of the entity before. */
async function caughtUp(entity: string, uscc: string, sequence: number): Promise<void> {
  const last = movedIn(entity, uscc, sequence);
  await tell(last);
  await eventually(async () => expect(await query('select 1 from inbox where event_id = $1', [last.headers['ce_id']])).toHaveLength(1));
}

it('flags the nominees of an employer who leaves, once, also when it is told twice and again under another id', async () => {
  const { entity, uscc } = await anEmployer();
  const { tenancy, application } = await aNominee(uscc);
  const over = await park.ok('POST', '/applications', { as: clerk, body: aDraft(++persons, { employer_uscc: uscc }) });
  await park.ok('POST', `/applications/${over.id}/withdraw`, { as: clerk, body: { reason: 'found another home' } });

  const departure = departed(entity);
  await tell(departure, departure);
  await tell(departed(entity), departed(entity, '2025-06-30', 4));
  await caughtUp(entity, uscc, 5);
  const causation_id = departure.headers['ce_id'];
  const expected = [application, tenancy].map((subject) => ({
    subject,
    ground: 'employer_left',
    entity_id: entity,
    causation_id,
    actor_id: 'intake',
  }));
  expect(await flags(tenancy, application, over.id)).toEqual(expected);
  expect(await park.ask('GET', `/tenancies/${tenancy}`, { as: clerk })).toMatchObject({
    body: { state: 'reserved', review_ground: 'employer_left' },
  });

  await park.ok('POST', `/tenancies/${tenancy}/clear-review`, { as: clerk, body: { outcome: 'may stay' } });
  await park.ok('POST', `/applications/${application}/clear-review`, { as: clerk, body: { outcome: 'may go on' } });
  await tell(departure, departed(entity));
  await caughtUp(entity, uscc, 6);
  expect(await flags(tenancy, application, over.id)).toEqual(expected);
});

it('flags anew when an employer who came back leaves again, and at once who comes from one that has left', async () => {
  const { entity, uscc } = await anEmployer();
  await tell(departed(entity, '2025-06-30'));
  await caughtUp(entity, uscc, 4);
  const { tenancy, application } = await aNominee(uscc);
  await tell(departed(entity, '2025-09-30', 5));
  await eventually(async () => expect(await flags(tenancy, application)).toHaveLength(2));
  const late = await aNominee(uscc);
  expect((await flags(late.tenancy, late.application)).map(({ causation_id }) => causation_id)).toEqual([null, null]);
});

it('knows by it who employs in the park', async () => {
  const { entity, uscc } = await anEmployer();
  const eligibility = async (): Promise<unknown> => {
    const body = await park.ok('POST', '/applications', {
      as: clerk,
      body: aDraft(++persons, { employer_uscc: uscc, social_insurance: false }),
    });
    await park.ok('POST', `/applications/${body.id}/submit`, { as: clerk });
    return (await park.ok('POST', `/applications/${body.id}/decide`, { as: reviewer, body: {} })).state;
  };
  expect(await eligibility()).toBe('eligible');
  await tell(departed(entity));
  await eventually(async () =>
    expect(await query('select resident from market_entity where entity_id = $1', [entity])).toEqual([{ resident: false }]),
  );
  expect(await eligibility()).toBe('ineligible');
});

it('leaves no nominee of a departing employer unflagged when both happen at once', async () => {
  const { entity, uscc } = await anEmployer();
  const nominees = Promise.all(Array.from({ length: 10 }, () => aNominee(uscc)));
  await tell(departed(entity));
  const subjects = (await nominees).flatMap(({ tenancy, application }) => [tenancy, application]);
  await eventually(async () => expect(new Set((await flags(...subjects)).map(({ subject }) => subject)).size).toBe(20));
  expect(await flags(...subjects)).toHaveLength(20);
});

describe('a message that cannot be taken in', () => {
  const parked = async (key: string): Promise<any[]> => (await park.ok('GET', `/parked?key=${key}`, { as: clerk })).items;

  it('is parked with its reason; other keys go on, later ones of its key wait, and repaired it is replayed in order', async () => {
    const [entity, uscc] = [randomUUID(), someUscc()];
    const broken = { ...registered(entity, uscc), value: '{"code":"TN-1"}' };
    await tell(broken, movedIn(entity, uscc));
    await anEmployer();
    const waiting = await eventually(async () => {
      const items = await parked(entity);
      expect(items.map(({ state }) => state)).toEqual(['parked', 'behind']);
      return items;
    });
    expect(waiting[0]).toMatchObject({ key: entity, type: broken.headers['ce_type'], reason: expect.stringContaining('data: from_state') });
    const { id } = waiting[0];
    expect(await park.ask('POST', `/parked/${id}/replay`, { as: clerk })).toMatchObject({
      status: 200,
      body: { replayed: 0, reason: expect.stringContaining('data:') },
    });
    const value = registered(entity, uscc).value;
    expect(await park.ask('PATCH', `/parked/${id}`, { as: clerk, body: { value, reason: 'the sender lost half of it' } })).toMatchObject({
      status: 200,
    });
    expect(await park.ask('POST', `/parked/${id}/replay`, { as: clerk })).toMatchObject({
      status: 200,
      body: { replayed: 2, reason: null },
    });
    await known(entity);
    expect(await parked(entity)).toEqual([]);
    await tell(departed(entity));
    await eventually(async () =>
      expect(await query('select resident from market_entity where entity_id = $1', [entity])).toEqual([{ resident: false }]),
    );
  });

  it.each<[string, { headers?: Record<string, string>; value?: string }, string]>([
    ['is no CloudEvent', { headers: { ce_specversion: '' } }, 'no CloudEvent'],
    ['is no JSON', { value: '{' }, 'not JSON'],
  ])('is parked when it %s', async (_, { headers, ...wish }, reason) => {
    const entity = randomUUID();
    const good = registered(entity, someUscc());
    await tell({ ...good, ...wish, headers: { ...good.headers, ...headers } });
    await eventually(async () =>
      expect(await parked(entity)).toEqual([expect.objectContaining({ state: 'parked', reason: expect.stringContaining(reason) })]),
    );
  });

  it('is skipped when it is of a type that housing does not want, and the entity departs all the same', async () => {
    const [entity, uscc] = [randomUUID(), someUscc()];
    const good = registered(entity, uscc);
    await tell(
      good,
      { ...good, headers: { ...good.headers, ce_id: randomUUID(), ce_type: 'park.tenants.entity.vanished.v1' } },
      movedIn(entity, uscc),
    );
    await eventually(async () =>
      expect(await query('select resident from market_entity where entity_id = $1', [entity])).toEqual([{ resident: true }]),
    );
    expect(await parked(entity)).toEqual([]);
  });

  it('is for those with the scope to look at', async () => {
    expect(await park.ask('GET', '/parked', { as: { scopes: ['housing:application:read'] } })).toMatchObject({
      status: 403,
      body: { code: 'missing_scope' },
    });
  });
});
