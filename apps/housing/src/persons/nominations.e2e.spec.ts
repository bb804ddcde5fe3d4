/** Claims of employers stay in their own applications; the register of persons is disclosed to the park's own people only. */
import { isDeepStrictEqual } from 'node:util';
import { done, anIdentity, citizenIdOf, type ServiceUnderTest } from '@park/test-kit';
import { DataSource, type Logger } from 'typeorm';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { aDraft } from '../applications/application.fixture.ts';
import { anEmployer, clerk, everything, housingUnderTest, reviewer } from '../housing.fixture.ts';
import { aReservation } from '../tenancies/tenancy.fixture.ts';

const memberA = { scopes: everything, organisation: '91370200264574251E', subject: 'hr' };
const memberB = { scopes: everything, organisation: '914403001922038216', subject: 'hr' };
let park: ServiceUnderTest;
let homes = 0;

beforeAll(async () => {
  park = await housingUnderTest();
  for (const { organisation } of [memberA, memberB]) await anEmployer(park, organisation);
});
afterAll(() => park.close());

type Caller = typeof memberA | typeof clerk;

const drafted = (as: Caller, person: number, wish: Record<string, unknown> = {}): Promise<any> =>
  park.ok('POST', '/applications', { as, body: aDraft(person, wish) });
const step = (as: Caller, id: string, action: string, body: object = {}) => park.ask('POST', `/applications/${id}/${action}`, { as, body });

async function submitted(as: Caller, person: number, wish: Record<string, unknown> = {}): Promise<any> {
  const { id } = await drafted(as, person, wish);
  return await park.ok('POST', `/applications/${id}/submit`, { as });
}

async function aTenant(person: number, wish: Record<string, unknown> = {}): Promise<any> {
  const { id } = await park.ok('POST', '/apartments', { as: clerk, body: anAddition(`HK-${++homes}`) });
  return await park.ok('POST', '/tenancies', { as: clerk, body: aReservation(id, person, wish) });
}

const persons = async (person: number): Promise<any[]> => {
  const all: any[] = await park.database.dataSource.query('select id from person order by created_at');
  const shown = await Promise.all(all.map(async ({ id }) => ({ id, ...(await inClear(id)) })));
  return shown.filter(({ citizen_id }) => citizen_id === citizenIdOf(person));
};

/** By a record of theirs. */
async function inClear(personId: string): Promise<any> {
  const [{ path }] = await park.database.dataSource.query(
    `select '/applications/' || id as path from application where person_id = $1
     union all select '/tenancies/' || id from tenancy where person_id = $1`,
    [personId],
  );
  return await park.ok('GET', `${path}/person`, { as: clerk });
}

describe('a name that an employer has invented', () => {
  it('stands in nobody’s way', async () => {
    const invented = await submitted(memberA, 1, { name: '某某人' });
    expect(await persons(1)).toEqual([]);
    const theirs = await submitted(memberB, 1);
    const parks = await submitted(clerk, 1);
    expect([invented, theirs, parks].map(({ state }) => state)).toEqual(['submitted', 'submitted', 'submitted']);
    expect(await persons(1)).toEqual([expect.objectContaining(anIdentity(1))]);
  });

  it('is told to the reviewer, and changes nothing in the register', async () => {
    await submitted(clerk, 2, { product: 'short_stay' });
    const [{ id: person_id }] = await persons(2);
    const claim = await submitted(memberA, 2, { name: '王样本贰', phone: '13700000000' });
    expect(await park.ok('GET', `/applications/${claim.id}/person`, { as: clerk })).toMatchObject({ name: '王样本贰' });
    expect(await step(reviewer, claim.id, 'decide')).toMatchObject({ status: 409, body: { code: 'person_name_differs', person_id } });
    expect(await step(reviewer, claim.id, 'decide', { same_person: true })).toMatchObject({
      status: 200,
      body: { state: 'eligible', person_id, person_masked: '王***' },
    });
    expect(await persons(2)).toEqual([{ id: person_id, ...anIdentity(2) }]);
  });

  it('becomes the register’s where the park finds its bearer eligible, and not before', async () => {
    const refused = await submitted(memberA, 3, { name: '错一', owns_home: true });
    expect((await step(reviewer, refused.id, 'decide')).body).toMatchObject({ state: 'ineligible', person_id: null });
    expect(await persons(3)).toEqual([]);
    const claim = await submitted(memberB, 3);
    expect((await step(reviewer, claim.id, 'decide')).body).toMatchObject({ state: 'eligible', person_id: expect.any(String) });
    expect(await persons(3)).toEqual([expect.objectContaining(anIdentity(3))]);
  });
});

describe('an employer learns nothing', () => {
  /** Person 10 lives here, person 11 has applied, person 12 is known under another name, person 13 is unknown. */
  beforeAll(async () => {
    await aTenant(10);
    await submitted(clerk, 11);
    await aTenant(12);
  });

  it.each([10, 11, 12, 13])('by the answers about a person: %d', async (person) => {
    const wish = person === 12 ? { name: '李另名' } : {};
    const draft = await park.ask('POST', '/applications', { as: memberA, body: aDraft(person, wish) });
    const submission = await step(memberA, draft.body.id, 'submit');
    const read = await park.ok('GET', `/applications/${draft.body.id}`, { as: memberA });
    for (const { status, body } of [draft, submission, { status: 201, body: read }]) {
      expect([200, 201]).toContain(status);
      expect(body).toMatchObject({ person_id: null, applicant_id: expect.any(String), review_ground: null, reasons: [] });
    }
    expect(await step(memberA, draft.body.id, 'withdraw', { reason: 'x' })).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
  });

  it('by the statements that its requests run: they are the same for a known and an unknown person', async () => {
    const ran: string[] = [];
    const dataSource = park.app.get(DataSource);
    const before = dataSource.logger;
    dataSource.logger = { logQuery: (sql: string) => ran.push(sql) } as unknown as Logger;
    const once = async (person: number): Promise<string[]> => {
      ran.splice(0);
      const { id } = await drafted(memberB, person);
      await done(step(memberB, id, 'submit'));
      await park.ok('GET', `/applications/${id}`, { as: memberB });
      await done(step(memberB, id, 'withdraw', { reason: 'x' }));
      return ran.splice(0);
    };
    // The clock and the intake run statements too, now and then: what is the same twice in a row is free of them.
    const statements = async (person: number): Promise<string[]> => {
      for (let last = await once(person); ;) {
        const next = await once(person);
        if (isDeepStrictEqual(last, next)) return next;
        last = next;
      }
    };
    try {
      const unknown = await statements(14);
      expect(unknown.length).toBeGreaterThan(15);
      expect(unknown.join('\n')).not.toMatch(/\b(from|into|update|join) "?(person|tenancy)"?\b/i);
      for (const person of [10, 11, 12]) expect(await statements(person)).toEqual(unknown);
    } finally {
      dataSource.logger = before;
    }
  });

  it('by any id: a person is another one to each employer, and the register’s to the park alone', async () => {
    const wish = { start_on: '2026-06-01', end_on: '2027-06-01' };
    const [a, b] = [await drafted(memberA, 20), await drafted(memberB, 20)];
    expect(a.applicant_id).not.toBe(b.applicant_id);
    expect((await drafted(memberA, 20)).applicant_id).toBe(a.applicant_id);
    await park.ok('POST', `/applications/${a.id}/submit`, { as: memberA });
    const { person_id } = await park.ok('POST', `/applications/${a.id}/decide`, { as: reviewer, body: {} });
    const { id: tenancy } = await aTenant(20, { ...wish, employer_uscc: memberA.organisation });
    const lists = ['/applications?sort=-created_at', '/tenancies?sort=-created_at'];
    for (const path of [...lists, `/applications/${a.id}`, `/tenancies/${tenancy}`]) {
      for (const accept of ['application/json', 'text/csv']) {
        const told = await park.ask('GET', path, { as: memberA, headers: { accept } });
        expect([path, told.status, JSON.stringify(told.body).includes(person_id)]).toEqual([path, 200, false]);
      }
      expect(JSON.stringify(await park.ok('GET', path, { as: clerk })).includes(person_id)).toBe(true);
    }
    for (const list of ['/applications', '/tenancies']) {
      expect((await park.ok('GET', `${list}?person_id=${person_id}&count=true`, { as: memberA })).count).toBe(0);
      expect((await park.ok('GET', `${list}?person_id=${person_id}&count=true`, { as: clerk })).count).toBe(1);
    }
    const repeated = { as: memberA, body: { reason: 'x' }, headers: { 'idempotency-key': 'withdraw' } };
    for (let i = 0; i < 2; i++)
      expect(await park.ok('POST', `/applications/${a.id}/withdraw`, repeated)).toMatchObject({ state: 'withdrawn', person_id: null });
  });

  it('by an offer that its nominee cannot take any more', async () => {
    const { id } = await submitted(memberA, 21);
    for (const action of ['decide', 'waitlist']) await park.ok('POST', `/applications/${id}/${action}`, { as: reviewer, body: {} });
    const { id: home } = await park.ok('POST', '/apartments', { as: clerk, body: anAddition('HK-OFFER') });
    const stay = { bed: 1, start_on: '2025-07-01', end_on: '2026-07-01' };
    await park.ok('POST', `/applications/${id}/offer`, { as: reviewer, body: { apartment_id: home, ...stay, skip_reason: 'a spec' } });
    await aTenant(21);
    expect(await step(memberA, id, 'accept')).toMatchObject({ status: 409, body: { code: 'offer_not_available' } });
    expect(await step(clerk, id, 'accept')).toMatchObject({ status: 409, body: { code: 'person_has_tenancy' } });
  });
});

describe('the park’s review', () => {
  it('finds that a person lives here, and can refuse them without a word of it', async () => {
    await aTenant(30);
    const { id } = await submitted(memberA, 30);
    expect(await step(reviewer, id, 'decide')).toMatchObject({ status: 409, body: { code: 'person_has_tenancy' } });
    const reason = { rule: 'review', passed: false, detail: 'not admitted after review' };
    const { body } = await step(reviewer, id, 'decide', { reasons: [reason] });
    expect(body).toMatchObject({ state: 'ineligible', reasons: expect.arrayContaining([reason]) });
    expect(await park.ok('GET', `/applications/${id}`, { as: memberA })).toMatchObject({ state: 'ineligible', person_id: null });
  });

  it('finds one of a person’s applications eligible, however many employers and reviewers try at once', async () => {
    const claims = await Promise.all([memberA, memberB].map((member) => submitted(member, 31)));
    const parks = await drafted(clerk, 31);
    const rush = await Promise.all([
      ...claims.flatMap(({ id }) => Array.from({ length: 5 }, () => step(reviewer, id, 'decide'))),
      ...Array.from({ length: 5 }, () => step(clerk, parks.id, 'submit')),
    ]);
    expect(rush.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = new Set(rush.filter(({ status }) => status !== 200).map(({ body }) => body.code));
    expect([...codes].filter((code) => code !== 'application_open' && code !== 'invalid_transition')).toEqual([]);
    expect(await persons(31)).toHaveLength(1);
  });

  it('lets a clerk who enters an application know at once', async () => {
    await aTenant(32);
    expect(await step(clerk, (await drafted(clerk, 32)).id, 'submit')).toMatchObject({ status: 409, body: { code: 'person_has_tenancy' } });
    const named = await drafted(clerk, 32, { name: '李另名' });
    expect(await step(clerk, named.id, 'submit')).toMatchObject({ status: 409, body: { code: 'person_name_differs' } });
    await submitted(clerk, 33);
    expect(await step(clerk, (await drafted(clerk, 33)).id, 'submit')).toMatchObject({ status: 409, body: { code: 'application_open' } });
  });

  it('tells an employer of its own second application', async () => {
    await submitted(memberA, 34);
    expect(await step(memberA, (await drafted(memberA, 34)).id, 'submit')).toMatchObject({
      status: 409,
      body: { code: 'application_open' },
    });
  });
});

describe('a wrong name in the register', () => {
  const correct = (id: string, name: string, headers: Record<string, string> = { 'if-match': '"1"' }, as: Caller = clerk) =>
    park.ask('PATCH', `/persons/${id}`, { as, body: { name, ground: 'misspelt' }, headers });
  const corrections = async (id: string): Promise<any[]> =>
    (await park.ok('GET', '/audit?action=personal_data_corrected&limit=100', { as: clerk })).items.filter(
      ({ detail }: any) => detail.person_id === id,
    );

  it('is corrected by a clerk, once, and written down without either name', async () => {
    const { person_id } = await aTenant(40, { name: '汪样本' });
    const { status, body, headers } = await correct(person_id, '王样本40', { 'if-match': '"1"', 'idempotency-key': 'right' });
    expect([status, headers.get('etag'), body.name_masked]).toEqual([200, '"2"', '王****']);
    expect((await correct(person_id, '王样本40', { 'if-match': '"1"', 'idempotency-key': 'right' })).body).toEqual(body);
    expect(await correct(person_id, '王样本40', { 'if-match': '"2"' })).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await inClear(person_id)).name).toBe('王样本40');
    expect(await corrections(person_id)).toEqual([
      expect.objectContaining({
        actor_id: 'clerk',
        target: `PATCH /persons/${person_id}`,
        detail: { person_id, member: 'name', ground: 'misspelt', version: 2 },
      }),
    ]);
    const { id } = await drafted(clerk, 40);
    expect(await step(clerk, id, 'submit')).toMatchObject({ status: 409, body: { code: 'person_has_tenancy' } });
  });

  it('is corrected by one of two who saw the same', async () => {
    const { person_id } = await aTenant(41, { name: '错' });
    expect(await correct(person_id, '王一', {})).toMatchObject({ status: 428 });
    expect(await correct(person_id, '王一', { 'if-match': '"2"' })).toMatchObject({ status: 412, body: { version: 1 } });
    const both = await Promise.all([correct(person_id, '王一'), correct(person_id, '王二')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await corrections(person_id)).toHaveLength(1);
  });

  it('is not an employer’s to correct, nor to look up', async () => {
    const { person_id } = await aTenant(42);
    expect(await correct(person_id, '王一', undefined, memberA)).toMatchObject({ status: 403, body: { code: 'operator_only' } });
    expect(await park.ask('GET', `/persons/${person_id}`, { as: memberA })).toMatchObject({ status: 403 });
    expect(await park.ok('GET', `/persons/${person_id}`, { as: clerk })).toMatchObject({ name_masked: '王****', version: 1 });
    expect(await correct('0197a0c0-0000-7000-8000-0000000000ff', '王一')).toMatchObject({
      status: 404,
      body: { code: 'person_not_found' },
    });
  });
});
