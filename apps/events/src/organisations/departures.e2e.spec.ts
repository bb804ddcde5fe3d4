/** Flow F2 over real Kafka: an organisation that leaves the park has its registrations flagged, once, and none cancelled. */
import { randomUUID } from 'node:crypto';
import { tenants } from '@park/contracts';
import { eventually, tenantsMessages, urls, type Message, type ServiceUnderTest } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { aPublishedGathering, aRegistration, clerk, eventsUnderTest } from '../events.fixture.ts';

const { departed, movedIn, registered, someUscc } = tenantsMessages;
let park: ServiceUnderTest;
let producer: Producer;
let persons = 3_000;

beforeAll(async () => {
  producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer({ idempotent: true });
  await producer.connect();
  park = await eventsUnderTest();
});
afterAll(async () => {
  await producer.disconnect();
  await park.close();
});

async function tell(...messages: Message[]): Promise<void> {
  await producer.send({ topic: tenants.EntityDepartedV1.topic, messages });
}

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);

async function anOrganisation(): Promise<{ entity: string; uscc: string }> {
  const [entity, uscc] = [randomUUID(), someUscc()];
  await tell(registered(entity, uscc), movedIn(entity, uscc));
  await eventually(async () =>
    expect(await query('select resident from market_entity where entity_id = $1', [entity])).toEqual([{ resident: true }]),
  );
  return { entity, uscc };
}

const register = async (gathering_id: string, organisation_uscc: string) =>
  await park.ok('POST', '/registrations', { as: clerk, body: aRegistration(gathering_id, ++persons, { organisation_uscc }) });

async function flags(...subjects: string[]): Promise<any[]> {
  return await query(
    `select aggregate_id as subject, data ->> 'ground' as ground, causation_id from outbox
     where type like '%registration.review-flagged%' and aggregate_id = any ($1) order by position`,
    [subjects],
  );
}

it('flags what is still to come, once, and from the beginning where somebody registers from an organisation that has left', async () => {
  const { entity, uscc } = await anOrganisation();
  const gathering = await aPublishedGathering(park);
  const [comes, waits, gone] = [await register(gathering.id, uscc), await register(gathering.id, uscc), await register(gathering.id, uscc)];
  await park.ok('POST', `/registrations/${gone.id}/cancel`, { as: clerk, body: { reason: 'ill' } });
  const departure = departed(entity);
  await tell(departure, departure, departed(entity));
  await eventually(async () => expect(await flags(comes.id, waits.id, gone.id)).toHaveLength(2));
  const late = await register(gathering.id, uscc);
  const last = movedIn(entity, uscc, 5);
  await tell(departed(entity, '2025-06-30', 4), last);
  await eventually(async () => expect(await query('select 1 from inbox where event_id = $1', [last.headers['ce_id']])).toHaveLength(1));
  const causation_id = departure.headers['ce_id'];
  expect(await flags(comes.id, waits.id, gone.id, late.id)).toEqual([
    ...[comes, waits]
      .map(({ id }) => id)
      .sort()
      .map((subject) => ({ subject, ground: 'organisation_left', causation_id })),
    { subject: late.id, ground: 'organisation_left', causation_id: null },
  ]);
  expect(await park.ok('GET', `/registrations/${comes.id}`, { as: clerk })).toMatchObject({
    state: 'confirmed',
    review_ground: 'organisation_left',
  });
  const { review_ground } = await park.ok('POST', `/registrations/${comes.id}/clear-review`, {
    as: clerk,
    body: { outcome: 'comes as a guest' },
  });
  expect(review_ground).toBeNull();
});
