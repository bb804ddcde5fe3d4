/** A person's identity stands nowhere in clear: not in any table, not in an event, an answer, a file, an error or a log. */
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { aDraft } from '../applications/application.fixture.ts';
import { clerk, housingUnderTest } from '../housing.fixture.ts';
import { aReservation } from '../tenancies/tenancy.fixture.ts';
import { anIdentity } from '@park/test-kit';

let park: ServiceUnderTest;
const said: string[] = [];
const logged: string[] = [];

beforeAll(async () => {
  park = await housingUnderTest({ log: (line) => logged.push(line) });
});
afterAll(() => park.close());

async function ask(method: string, path: string, options: Parameters<ServiceUnderTest['ask']>[2] = {}): Promise<any> {
  const { body } = await park.ask(method, path, { as: clerk, ...options });
  said.push(typeof body === 'string' ? body : JSON.stringify(body));
  return body;
}

/** Each word in clear, and as it looks in a column of bytes. */
function wordsOf(person: number): string[] {
  const { name, citizen_id, phone } = anIdentity(person);
  return [name, citizen_id, phone].flatMap((word) => [
    word,
    Buffer.from(word).toString('hex'),
    Buffer.from(word).toString('base64').replace(/=+$/, ''),
  ]);
}

async function wholeDatabase(): Promise<string> {
  const tables: { name: string }[] = await park.database.dataSource.query(
    `select c.oid::regclass::text as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`,
  );
  const dumps = await Promise.all(
    tables.map(({ name }) => park.database.dataSource.query(`select coalesce(string_agg(t::text, chr(10)), '') as dump from ${name} t`)),
  );
  return dumps.map(([{ dump }]) => dump).join('\n');
}

it('is sealed, whichever way it comes in', async () => {
  const home = await ask('POST', '/apartments', { body: anAddition('HK-1') });
  const application = await ask('POST', '/applications', { body: aDraft(1), headers: { 'idempotency-key': 'once' } });
  await ask('POST', '/tenancies', { body: aReservation(home.id, 2) });
  await ask('POST', '/applications', { body: { ...aDraft(1), name: '李另名' } });
  const { person_id } = await ask('POST', `/applications/${application.id}/submit`);
  const correction = { name: '周改名', ground: 'misspelt' };
  expect(await ask('PATCH', `/persons/${person_id}`, { body: correction, headers: { 'if-match': '"1"' } })).toMatchObject({ version: 2 });
  await ask('POST', '/applications', { body: { ...aDraft(3), phone: 'x', colour: 'red' } });
  await ask('POST', '/applications', { body: aDraft(1), as: { scopes: [] } });
  const cells = { ...aDraft(4), brand_preference: '', submitted_on: '2025-03-01' };
  const bad = { ...aDraft(5), brand_preference: '', submitted_on: '2099-01-01' };
  const csv = [Object.keys(cells), Object.values(cells), Object.values(bad)].map((row) => row.join(',')).join('\n');
  const headers = { 'content-type': 'text/csv' };
  for (const query of ['dry_run=true', 'policy=skip_bad_rows']) {
    const job = await ask('POST', `/imports?kind=applications&${query}`, { body: Buffer.from(csv), headers });
    await eventually(async () => expect(await ask('GET', `/imports/${job.id}`)).toMatchObject({ state: 'done', bad: 1 }));
    await ask('GET', `/imports/${job.id}/errors`);
  }
  for (const path of ['/applications', '/tenancies']) {
    await ask('GET', path);
    await ask('GET', path, { headers: { accept: 'text/csv' } });
  }
  await ask('GET', '/events');
  await ask('GET', '/audit');
  const { dataSource } = park.database;
  await dataSource.query('alter table person rename to elsewhere');
  expect(await ask('POST', '/tenancies', { body: aReservation(home.id, 6) })).toMatchObject({ status: 500 });
  await dataSource.query('alter table elsewhere rename to person');
  expect(logged.some((line) => line.includes('relation \\"person\\" does not exist'))).toBe(true);

  const dump = await wholeDatabase();
  expect([dump.includes(application.id), dump.includes('王***')]).toEqual([true, true]);
  for (const person of [1, 2, 3, 4, 5, 6]) {
    for (const word of [...wordsOf(person), '李另名', '周改名'])
      expect([word, [dump, ...said, ...logged].some((text) => text.includes(word))]).toEqual([word, false]);
  }
});

it('is shown to who may look at a tenant, and written down', async () => {
  const home = await ask('POST', '/apartments', { body: anAddition('HK-2') });
  const { id, person_id } = await ask('POST', '/tenancies', { body: aReservation(home.id, 6) });
  const path = `/tenancies/${id}/person`;
  const pii = ['housing:tenancy:read', 'housing:application:pii'];
  expect(await park.ask('GET', path, { as: { scopes: ['housing:tenancy:read'] } })).toMatchObject({
    status: 403,
    body: { code: 'missing_scope' },
  });
  expect(await park.ask('GET', path, { as: { scopes: pii, organisation: '91370200264574251E' } })).toMatchObject({
    status: 403,
    body: { code: 'operator_only' },
  });
  const shown = await park.ask('GET', path, { as: { scopes: pii, subject: 'concierge' } });
  expect([shown.status, shown.body, shown.headers.get('cache-control')]).toEqual([200, anIdentity(6), 'no-store']);
  const audit = await ask('GET', '/audit?action=personal_data_read&actor_id=concierge');
  expect(audit.items).toEqual([expect.objectContaining({ target: `GET ${path}`, detail: { tenancy_id: id, person_id } })]);
});
