/** Subscriptions over HTTP: what they let in, from when on, and whose they are. */
import { randomUUID } from 'node:crypto';
import { alliance, events, housing, recruitment } from '@park/contracts';
import { Schedule } from '@park/service-kit';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { aFair, aMember, anEvent, desk, feedsUnderTest, moveMembership, read, subscribed, takeIn } from '../feeds.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await feedsUnderTest();
});
afterAll(() => park.close());

const typesOf = (batch: any[]): string[] => batch.map(({ type }) => type.replace('park.', '').replace('.v1', ''));
const eventsOf = async (id: string): Promise<string[]> =>
  (await park.database.dataSource.query('select type from outbox where aggregate_id = $1 order by version', [id])).map(
    ({ type }: { type: string }) => type.replace('park.feeds.', '').replace('.v1', ''),
  );
const active = (as: any, id: string) =>
  eventually(async () => expect(await park.ok('GET', `/subscriptions/${id}`, { as })).toMatchObject({ state: 'active' }));

it.each([
  ['types', { types: [recruitment.FairPhaseChangedV1.type] }, ['recruitment.fair.phase-changed']],
  ['topics', { topics: ['housing'] }, ['housing.apartment.added']],
  ['a gathering’s type', { topics: ['roadshows'] }, ['events.gathering.published']],
  ['modes', { modes: ['resource_sharing'] }, ['alliance.need.published']],
  ['types and modes together', { types: [events.GatheringPublishedV1.type], modes: ['resource_sharing'] }, []],
])('lets pass by %s', async (_, filter, expected) => {
  const member = await aMember(park);
  await subscribed(park, member, filter);
  await takeIn(
    park,
    aFair(randomUUID()),
    anEvent(housing.ApartmentAddedV1, randomUUID()),
    anEvent(events.GatheringPublishedV1, randomUUID(), 4, { type: 'roadshow' }),
    anEvent(alliance.NeedPublishedV1, randomUUID(), 2, { mode: 'resource_sharing' }),
  );
  expect(typesOf(await read(park, member))).toEqual(expected);
});

it('lets pass what is about one fair or one season', async () => {
  const member = await aMember(park);
  const [fair, season] = [randomUUID(), randomUUID()];
  await subscribed(park, member, { resources: [fair, season] });
  const gathering = (season_id: string) => anEvent(events.GatheringPublishedV1, randomUUID(), 4, { season_id });
  await takeIn(park, aFair(randomUUID()), aFair(fair), gathering(season), gathering(randomUUID()));
  expect(typesOf(await read(park, member))).toEqual(['recruitment.fair.phase-changed', 'events.gathering.published']);
});

it('an event that is narrower than its type stays inside', async () => {
  const member = await aMember(park);
  await subscribed(park, member);
  await takeIn(park, { ...anEvent(alliance.NeedChangedV1, randomUUID(), 2), visibility: 'internal' });
  expect(await read(park, member)).toEqual([]);
});

it('brings the events since a time, or from the beginning, each once, and then what comes', async () => {
  const [early, late] = [new Date('2025-06-10T00:00:00Z'), new Date('2025-06-12T00:00:00Z')];
  const of = (time: Date, subject: string) => ({ ...aFair(subject), time: time.toISOString() });
  const at = new Date(park.time.now);
  const fairs: string[] = Array.from({ length: 30 }, () => randomUUID());
  park.time.now = early;
  await takeIn(park, ...fairs.slice(0, 10).map((fair) => of(early, fair)));
  park.time.now = late;
  await takeIn(park, ...fairs.slice(10, 20).map((fair) => of(late, fair)));
  park.time.now = at;
  const member = await aMember(park);
  await subscribed(park, member, { resources: fairs.slice(18) });
  await takeIn(park, ...fairs.slice(20).map((fair) => of(at, fair)));
  const since = await subscribed(park, member, { start: 'time', start_at: '2025-06-11T00:00:00Z', resources: fairs });
  expect(since).toMatchObject({ state: 'catching_up', start_at: '2025-06-11T00:00:00.000Z' });
  await active(member.as, since.id);
  const subjects = (await read(park, member)).map(({ subject, feedbackfill = false }) => [fairs.indexOf(subject), feedbackfill]);
  expect(subjects).toEqual([...fairs.slice(20).map((_, i) => [20 + i, false]), ...fairs.slice(10, 20).map((_, i) => [10 + i, true])]);
  await takeIn(park, of(at, fairs[0]!));
  const all = await subscribed(park, member, { start: 'beginning', resources: fairs });
  await active(member.as, all.id);
  const batch = await read(park, member);
  expect(batch).toHaveLength(31);
  expect(new Set(batch.map(({ id }) => id)).size).toBe(31);
  expect(batch.map(({ feedposition }) => feedposition)).toEqual(batch.map((_, i) => i + 1));
  expect(await eventsOf(since.id)).toEqual(['subscription.created', 'subscription.caught-up']);
});

it('catches up without a gap or a repetition while events come in', async () => {
  const member = await aMember(park);
  const fairs = Array.from({ length: 6_000 }, () => randomUUID());
  for (let i = 0; i < 5_000; i += 500) await takeIn(park, ...fairs.slice(i, i + 500).map((fair) => aFair(fair)));
  const { id } = await subscribed(park, member, { start: 'beginning', types: [recruitment.FairPhaseChangedV1.type] });
  for (let i = 5_000; i < 6_000; i += 20) await takeIn(park, ...fairs.slice(i, i + 20).map((fair) => aFair(fair)));
  await active(member.as, id);
  const wanted = new Set<string>(fairs);
  const rows: { position: number; subject: string }[] = await park.database.dataSource.query(
    `select l.position, e.subject from log_entry l join feed_event e using (event_no) join member m using (log_no)
     where m.organisation_id = $1 order by l.position`,
    [member.organisation_id],
  );
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, i) => i + 1));
  expect(rows.map(({ subject }) => subject).filter((subject) => wanted.has(subject))).toEqual(fairs);
});

it('is changed from now on, ended, and keeps what it brought', async () => {
  const member = await aMember(park);
  const { id } = await subscribed(park, member, { topics: ['jobs'] });
  await takeIn(park, aFair(randomUUID()));
  const change = (body: object, version = 1) =>
    park.ask('PATCH', `/subscriptions/${id}`, { as: member.as, body, headers: { 'if-match': `"${version}"` } });
  expect(await change({ topics: ['housing'], modes: ['resource_sharing'] })).toMatchObject({
    status: 422,
    body: { code: 'filter_matches_nothing' },
  });
  expect(await change({ topics: ['housing'] })).toMatchObject({ status: 200, body: { topics: ['housing'] } });
  await takeIn(park, aFair(randomUUID()), anEvent(housing.ApartmentAddedV1, randomUUID()));
  await park.ok('POST', `/subscriptions/${id}/end`, { as: member.as });
  await takeIn(park, anEvent(housing.ApartmentAddedV1, randomUUID()));
  expect(typesOf(await read(park, member))).toEqual(['recruitment.fair.phase-changed', 'housing.apartment.added']);
  expect(await eventsOf(id)).toEqual(['subscription.created', 'subscription.changed', 'subscription.ended']);
  expect(await change({ name: 'x' }, 3)).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
});

it('is refused where it can match nothing, begins in the future, or is of nobody', async () => {
  const { as } = await aMember(park);
  const ask = (body: object, by: any = as) => park.ask('POST', '/subscriptions', { as: by, body: { name: 'x', ...body } });
  const codeOf = async (body: object, by?: any) => (await ask(body, by)).body.code;
  expect(await codeOf({ types: ['park.alliance.membership.suspended.v1'] })).toBe('invalid_input');
  expect(await codeOf({ topics: ['housing'], modes: ['resource_sharing'] })).toBe('filter_matches_nothing');
  expect(await codeOf({ start: 'time' })).toBe('start_at_missing');
  expect(await codeOf({ start_at: '2025-06-01T00:00:00Z' })).toBe('start_at_unexpected');
  expect(await codeOf({ start: 'time', start_at: '2025-06-16T02:00:01Z' })).toBe('start_at_in_future');
  expect(await codeOf({}, desk)).toBe('unknown_member');
  expect(await codeOf({ organisation_id: randomUUID() }, desk)).toBe('unknown_member');
  const closed = await aMember(park);
  await moveMembership(park, closed, 5, 'suspended');
  expect(await codeOf({}, closed.as)).toBe('membership_not_active');
});

it('is another member’s to nobody else: not read, not changed, not ended', async () => {
  const [owner, other] = [await aMember(park), await aMember(park)];
  const { id } = await subscribed(park, owner);
  const at = (method: string, path: string, body?: object) =>
    park.ask(method, path, { as: other.as, ...(body && { body }), headers: { 'if-match': '"1"' } });
  expect((await at('GET', `/subscriptions/${id}`)).status).toBe(404);
  expect((await at('PATCH', `/subscriptions/${id}`, { name: 'mine' })).status).toBe(404);
  expect((await at('POST', `/subscriptions/${id}/end`)).status).toBe(404);
});

it('has at most a hundred of one member, also where they are made at the same moment', async () => {
  const member = await aMember(park);
  const answers = await Promise.all(
    Array.from({ length: 110 }, (_, i) => park.ask('POST', '/subscriptions', { as: member.as, body: { name: `第${i}个` } })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
  expect(answers.filter(({ body }) => body.code === 'too_many_subscriptions')).toHaveLength(10);
});

it('previews what a filter would have let pass in the last 30 days', async () => {
  const own = await feedsUnderTest();
  try {
    const member = await aMember(own);
    const at = new Date(own.time.now);
    own.time.now = new Date(at.getTime() - 31 * 86_400_000);
    await takeIn(own, aFair(randomUUID()));
    own.time.now = at;
    await takeIn(own, ...Array.from({ length: 210 }, () => aFair(randomUUID())), anEvent(housing.ApartmentAddedV1, randomUUID()));
    const preview = (body: object) => own.ask('POST', '/subscriptions/preview', { as: member.as, body });
    expect((await preview({ topics: ['jobs', 'housing'] })).body).toMatchObject({
      count: 201,
      is_more: true,
      types: [
        { type: 'park.recruitment.fair.phase-changed.v1', count: 200 },
        { type: 'park.housing.apartment.added.v1', count: 1 },
      ],
      newest: [{ type: 'park.housing.apartment.added.v1' }, ...Array(9).fill({ type: 'park.recruitment.fair.phase-changed.v1' })],
    });
    expect((await preview({ resources: [randomUUID()] })).body).toMatchObject({ count: 0, newest: [] });
  } finally {
    await own.close();
  }
});

it('previews nothing to an organisation whose feed is not open', async () => {
  const [closed, stranger] = [await aMember(park), await aMember(park)];
  await moveMembership(park, closed, 5, 'suspended');
  const preview = (as: any) => park.ask('POST', '/subscriptions/preview', { as, body: {} });
  expect(await preview(closed.as)).toMatchObject({ status: 403, body: { code: 'membership_not_active' } });
  expect(await preview({ ...stranger.as, organisation: '91370211MA8888888C' })).toMatchObject({
    status: 403,
    body: { code: 'members_only' },
  });
  expect(await preview(desk)).toMatchObject({ status: 200 });
});

it('begins no earlier than a log is kept, so that its entries can be read for as long as others', async () => {
  const own = await feedsUnderTest();
  try {
    const at = new Date(own.time.now);
    const after = (days: number): Date => new Date(at.getTime() + days * 86_400_000);
    const of = (days: number, subject: string) => ({ ...aFair(subject), time: after(days).toISOString() });
    const fairs: string[] = Array.from({ length: 3 }, () => randomUUID());
    for (const [i, days] of [-91, -89, 0].entries()) {
      own.time.now = after(days);
      await takeIn(own, of(days, fairs[i]!));
    }
    const member = await aMember(own);
    for (const begin of [{ start: 'beginning' }, { start: 'time', start_at: after(-100).toISOString() }]) {
      const { id } = await subscribed(own, member, { ...begin, resources: fairs });
      await eventually(async () =>
        expect(await own.ok('GET', `/subscriptions/${id}`, { as: member.as })).toMatchObject({ state: 'active' }),
      );
    }
    const wanted = [fairs[1], fairs[2]];
    expect((await read(own, member)).map(({ subject }) => subject)).toEqual(wanted);
    own.time.now = after(89);
    await own.app.get(Schedule).runDue();
    expect((await read(own, member)).map(({ subject, feedposition }) => [subject, feedposition])).toEqual(
      wanted.map((fair, i) => [fair, i + 1]),
    );
  } finally {
    await own.close();
  }
});
