/** Flow F5 over real Kafka: a fair goes the way of its gathering, and its entries are the check-ins of that gathering. */
import { randomUUID } from 'node:crypto';
import { events } from '@park/contracts';
import { eventually, urls, type Message, type ServiceUnderTest } from '@park/test-kit';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { fairDay } from '../fairs/fair.fixture.ts';
import { aBooth, aFairOf, anApprovedApplicant, applicationOf, confirmed, step } from '../fairs/fair-under-test.fixture.ts';
import { aVerifiedEmployer, clerk, eventsOf, recruitmentUnderTest } from '../recruitment.fixture.ts';
import { entriesOf } from './gathering.store.ts';
import { aggregate, topic } from './events-messages.fixture.ts';

let park: ServiceUnderTest;
let producer: Producer;

beforeAll(async () => {
  producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer({ idempotent: true });
  await producer.connect();
  park = await recruitmentUnderTest();
});
afterAll(async () => {
  await producer.disconnect();
  await park.close();
});

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const tell = (...messages: Message[]) => producer.send({ topic, messages });
const fairIs = (id: string) => park.ok('GET', `/fairs/${id}`, { as: clerk });
const head = { type: 'job_fair', from_state: 'published', to_state: 'published' };

async function aToldGathering() {
  const gathering = aggregate();
  await tell(
    gathering.next(events.GatheringDraftedV1, { ...head, ...fairDay, from_state: null, to_state: 'draft' }),
    gathering.next(events.GatheringSubmittedV1, { ...head, from_state: 'draft', to_state: 'in_review' }),
    gathering.next(events.GatheringApprovedV1, { ...head, from_state: 'in_review', to_state: 'approved' }),
    gathering.next(events.GatheringPublishedV1, { ...head, ...fairDay, from_state: 'approved' }),
  );
  await eventually(async () =>
    expect(await query('select state from gathering where id = $1', [gathering.subject])).toEqual([{ state: 'published' }]),
  );
  return gathering;
}

async function aToldFair() {
  const gathering = await aToldGathering();
  const { id } = await park.ok('POST', '/fairs', { as: clerk, body: aFairOf(gathering.subject) });
  await park.ok('POST', `/fairs/${id}/file`, { as: clerk, body: { filing_no: '12号', filed_on: '2025-06-16' } });
  await park.ok('POST', `/fairs/${id}/advance`, { as: clerk });
  await park.ok('POST', `/fairs/${id}/advance`, { as: clerk });
  return { id, gathering };
}

it('moves with its gathering, and its deadlines with it, once, caused by that event', async () => {
  const { id, gathering } = await aToldFair();
  const times = (starts_at: string, ends_at: string) => ({ starts_at, ends_at });
  const postponed = gathering.next(events.GatheringPostponedV1, { ...head, to_state: 'postponed', gathering_on: null });
  await tell(postponed);
  await eventually(async () => expect(await fairIs(id)).toMatchObject({ is_postponed: true, next_phase_at: null }));
  const moved = gathering.next(events.GatheringRescheduledV1, {
    ...head,
    from_state: 'postponed',
    old: times(fairDay.starts_at, fairDay.ends_at),
    new: times('2025-07-23T02:00:00Z', '2025-07-23T09:00:00Z'),
  });
  await tell(moved, moved);
  await eventually(async () =>
    expect(await fairIs(id)).toMatchObject({
      is_postponed: false,
      starts_at: '2025-07-23T02:00:00.000Z',
      ends_at: '2025-07-23T09:00:00.000Z',
      candidate_registration_from: '2025-07-12T02:00:00.000Z',
      check_in_until: '2025-07-23T02:30:00.000Z',
      free_cancel_until: '2025-07-22T02:00:00.000Z',
      next_phase_at: '2025-07-12T02:00:00.000Z',
      state: 'booth_selection',
    }),
  );
  // Of no consequence for a fair, and told to see that all before was taken in.
  const last = gathering.next(events.GatheringChangedV1, {
    ...head,
    ...times('2025-07-23T02:00:00Z', '2025-07-23T09:00:00Z'),
    title: '新名',
  });
  await tell(last);
  await eventually(async () =>
    expect(await query('select title from gathering where id = $1', [gathering.subject])).toEqual([{ title: '新名' }]),
  );
  const told = await query(`select causation_id, data from outbox where aggregate_id = $1 and type like '%rescheduled%' order by version`, [
    id,
  ]);
  expect(told.map(({ causation_id, data }) => [causation_id, data.fair_on])).toEqual([
    [postponed.headers['ce_id'], null],
    [moved.headers['ce_id'], '2025-07-23'],
  ]);
});

it('is cancelled with its gathering, with the reason, and its booth applications with it', async () => {
  const { id, gathering } = await aToldFair();
  const [booth, applicant] = [await aBooth(park, id, 'A-01'), await anApprovedApplicant(park, id)];
  await confirmed(park, applicant, booth.id);
  const employer = await aVerifiedEmployer(park);
  const draft = await park.ok('POST', '/booth-applications', { as: clerk, body: { fair_id: id, employer_id: employer.id } });
  const cancelled = gathering.next(events.GatheringCancelledV1, { ...head, to_state: 'cancelled', reason: 'typhoon' });
  await tell(cancelled, cancelled);
  await eventually(async () => expect(await fairIs(id)).toMatchObject({ state: 'cancelled', cancel_reason: 'typhoon' }));
  for (const each of [applicant.id, draft.id]) {
    expect(await applicationOf(park, each)).toMatchObject({ state: 'cancelled' });
    expect((await eventsOf(park, each)).at(-1)).toMatchObject({ data: { by: 'fair', reason: 'typhoon', late: false } });
  }
  const causes = await query(
    `select distinct causation_id from outbox where type like '%cancelled%' and (aggregate_id = $1 or data ->> 'fair_id' = $1::text)`,
    [id],
  );
  expect(causes).toEqual([{ causation_id: cancelled.headers['ce_id'] }]);
  expect(await step(park, applicant.id, 'cancel', { reason: 'late' })).toMatchObject({ status: 409 });
  expect(await park.ask('POST', '/fairs', { as: clerk, body: aFairOf(gathering.subject) })).toMatchObject({
    status: 409,
    body: { code: 'gathering_cancelled' },
  });
});

it('counts each registration with its places once a day, however many lists it checked in at, and not what was reverted', async () => {
  const gathering = await aToldGathering();
  const at = { gathering_id: gathering.subject, gathering_type: 'job_fair' };
  const registration = (places: number) => {
    const one = aggregate();
    return {
      comes: (list_id: string, day = '2025-07-21') => one.next(events.RegistrationCheckedInV1, { ...at, places, list_id }, day),
      goes: (list_id: string) => one.next(events.RegistrationCheckInRevertedV1, { ...at, places, list_id }),
    };
  };
  const [east, west] = [randomUUID(), randomUUID()];
  const [alone, group, wrong, back, twoDays] = [registration(1), registration(4), registration(2), registration(1), registration(1)];
  const elsewhere = aggregate().next(events.RegistrationCheckedInV1, { ...at, gathering_type: 'salon', places: 1, list_id: east });
  const repeated = group.comes(east);
  await tell(
    alone.comes(east),
    repeated,
    repeated,
    group.comes(west),
    wrong.comes(east),
    wrong.goes(east),
    back.comes(east),
    back.goes(east),
    back.comes(east),
    twoDays.comes(east),
    twoDays.comes(west, '2025-07-22'),
    elsewhere,
  );
  const crowd = Array.from({ length: 1_500 }, () => registration(1).comes(east));
  await tell(...crowd);
  await eventually(async () => expect(await entriesOf(park.database.dataSource.manager, gathering.subject)).toBe(1 + 4 + 1 + 2 + 1_500));
  expect(await query('select type, reason from parked where settled_at is null')).toEqual([]);
});
