import { Schedule } from '@park/service-kit';
import { anIdentity, type ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest, now } from '../events.fixture.ts';
import { anInvestorOf } from './investor.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
afterEach(() => {
  park.time.now = new Date(now);
});

const register = (contact: number, wish: Record<string, unknown> = {}) =>
  park.ask('POST', '/investors', { as: clerk, body: anInvestorOf(contact, wish) });
const uscc = '91370200264574251E';

it('is registered, changed, stood for by another person and retired, with one event each and no person in any', async () => {
  const { status, body } = await register(1);
  expect([status, body.state, body.contact_masked, body.meetings_per_gathering]).toEqual([201, 'active', '王***', 10]);
  const change = { as: clerk, body: { ticket_to_kcny: 6000 } };
  expect(await park.ask('PATCH', `/investors/${body.id}`, change)).toMatchObject({ status: 428, body: { code: 'if_match_required' } });
  expect(await park.ask('PATCH', `/investors/${body.id}`, { ...change, headers: { 'if-match': '"1"' } })).toMatchObject({
    status: 200,
    body: { ticket_to_kcny: 6000 },
  });
  const other = { contact: { ...anIdentity(2), name: '李四' } };
  expect(await park.ok('POST', `/investors/${body.id}/contact`, { as: clerk, body: other })).toMatchObject({ contact_masked: '李*' });
  await park.ok('POST', `/investors/${body.id}/retire`, { as: clerk });
  const told = await eventsOf(park, body.id);
  expect(told.map(({ type }) => type)).toEqual(['investor.registered', 'investor.changed', 'investor.contact-changed', 'investor.retired']);
  for (const person of ['王', '李', body.contact_id, anIdentity(1).citizen_id]) expect(JSON.stringify(told)).not.toContain(person);
});

it.each([
  ['a person without a name', { contact: { ...anIdentity(3), name: undefined } }, '/contact/name', 'invalid_input'],
  ['no stage', { stages: [] }, '/stages', 'required'],
  ['a stage that is none', { stages: ['unicorn'] }, '/stages', 'invalid_input'],
  ['a ticket that ends below its beginning', { ticket_to_kcny: 499 }, '/ticket_to_kcny', 'range_reversed'],
  ['a quota of none', { meetings_per_gathering: 0 }, '/meetings_per_gathering', 'invalid_input'],
])('refuses %s with a pointer to it', async (_, wish, pointer, code) => {
  const { status, body } = await register(3, wish);
  expect([status, body.code, body.errors[0].pointer]).toEqual([422, code, pointer]);
});

it('points to the name of a person who is known under another one', async () => {
  await register(4);
  const { status, body } = await register(4, { contact: { ...anIdentity(4), name: '李四' } });
  expect([status, body.code, body.errors[0].pointer]).toEqual([409, 'person_name_differs', '/contact/name']);
});

it('is active once for an organisation, also where twenty register it at once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => register(100 + i, { organisation_uscc: uscc })));
  expect(answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)).sort()).toEqual([
    '201',
    ...Array<string>(19).fill('409 investor_exists'),
  ]);
  const [first] = (await park.ok('GET', `/investors?organisation_uscc=${uscc}`, { as: clerk })).items;
  await park.ok('POST', `/investors/${first.id}/retire`, { as: clerk });
  expect(await register(130, { organisation_uscc: uscc })).toMatchObject({ status: 201 });
});

it('loses its contact person when the register forgets them, and nothing else', async () => {
  const { body } = await register(5);
  const before = await eventsOf(park, body.id);
  const forget = async (day: string): Promise<any> => {
    park.time.now = new Date(`${day}T02:00:00Z`);
    await park.app.get(Schedule).runDue();
    return await park.ok('GET', `/investors/${body.id}`, { as: clerk });
  };
  expect(await forget('2027-06-16')).toMatchObject({ contact_id: body.contact_id, contact_masked: '王***' });
  expect(await forget('2027-06-17')).toEqual({ ...body, contact_id: null, contact_masked: '' });
  expect(await park.ask('GET', `/persons/${body.contact_id}`, { as: clerk })).toMatchObject({ status: 404 });
  expect(await eventsOf(park, body.id)).toEqual(before);
  expect(await park.ok('POST', `/investors/${body.id}/contact`, { as: clerk, body: { contact: anIdentity(6) } })).toMatchObject({
    contact_masked: '王***',
  });
});
