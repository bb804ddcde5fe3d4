/** How every service behaves, tried on a service of one aggregate. */
import { serviceUnderTest, type Answer, type AskOptions, type ServiceUnderTest } from '@park/test-kit';
import { limits } from '../http/limits.ts';
import { noteScopes, toy, type Note } from './toy.fixture.ts';

const clerk = { scopes: noteScopes, subject: 'clerk' };
const memberA = { scopes: noteScopes, organisation: '91370200264574251E', subject: 'hr' };
const memberB = { scopes: noteScopes, organisation: '914403001922038216', subject: 'hr' };
const nothing = '0197a0c0-0000-7000-8000-0000000000ff';
let park: ServiceUnderTest;
let texts = 0;

beforeAll(async () => {
  park = await serviceUnderTest(toy);
});
afterAll(() => park.close());

const ask = (method: string, path: string, options: AskOptions = {}): Promise<Answer<any>> =>
  park.ask(method, path, { as: clerk, ...options });

async function aNote(as = clerk as object, wish: object = {}): Promise<Note> {
  const { status, body } = await ask('POST', '/notes', { as: as as typeof clerk, body: { text: `text ${++texts}`, ...wish } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

const query = (sql: string, parameters: unknown[] = []): Promise<any[]> => park.database.dataSource.query(sql, parameters);
const eventsOf = async (id: string): Promise<number> =>
  (await query('select count(*) as n from outbox where aggregate_id = $1', [id]))[0].n;

it('answers a violated constraint by the rule that it stands for', async () => {
  const { text } = await aNote();
  expect(await ask('POST', '/notes', { body: { text } })).toMatchObject({ status: 409, body: { code: 'already_written' } });
});

it('answers a step that the state does not allow by those that it does', async () => {
  const { id } = await aNote();
  expect(await ask('POST', `/notes/${id}/post`)).toMatchObject({ status: 200, body: { state: 'posted', version: 2 } });
  expect(await ask('POST', `/notes/${id}/post`)).toMatchObject({ status: 409, body: { code: 'invalid_transition', allowed: [] } });
  expect(await eventsOf(id)).toBe(2);
});

describe('an Idempotency-Key', () => {
  const post = (key: string, body: object, as: object = clerk) =>
    ask('POST', '/notes', { as: as as typeof clerk, body, headers: { 'idempotency-key': key } });

  it('is done once, and answered the same', async () => {
    const first = await post('once', { text: 'once' });
    const again = await post('once', { text: 'once' });
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
    expect(await eventsOf(first.body.id)).toBe(1);
  });

  it('is refused for another request', async () => {
    await post('reused', { text: 'reused' });
    expect(await post('reused', { text: 'other' })).toMatchObject({ status: 422, body: { code: 'idempotency_key_reuse' } });
  });

  it('is of what the request says: the members of its objects have no order', async () => {
    const first = await post('ordered', { text: 'ordered', stars: 2, margin: [{ remark: 'a', line: 1 }] });
    const again = await post('ordered', { margin: [{ line: 1, remark: 'a' }], stars: 2, text: 'ordered' });
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
  });

  it('belongs to a caller: two organisations may use the same', async () => {
    const notes = [await post('shared', { text: 'a' }, memberA), await post('shared', { text: 'b' }, memberB)];
    expect(notes.map(({ status, body }) => [status, body.text])).toEqual([
      [201, 'a'],
      [201, 'b'],
    ]);
  });

  it('is not remembered of a refusal', async () => {
    const { text } = await aNote();
    expect(await post('refused', { text })).toMatchObject({ status: 409 });
    await query('update note set text = $2 where text = $1', [text, `${text}, once`]);
    expect(await post('refused', { text })).toMatchObject({ status: 201 });
  });

  it('of a request that is still at work gets 409 at once, and the answer afterwards', async () => {
    const { id } = await aNote();
    const revise = () =>
      ask('PATCH', `/notes/${id}`, { body: { text: 'slowly' }, headers: { 'idempotency-key': 'slow', 'if-match': '"1"' } });
    const held = park.database.dataSource.createQueryRunner();
    await held.startTransaction();
    await held.query('select 1 from note where id = $1 for update', [id]);
    const both = [revise(), revise()];
    // Whichever comes second: the first waits for the lock.
    const refused = await Promise.race(both);
    expect(refused).toMatchObject({ status: 409, body: { code: 'request_in_progress' } });
    expect(refused.headers.get('retry-after')).toBe('5');
    await held.commitTransaction();
    await held.release();
    const [done] = (await Promise.all(both)).filter(({ status }) => status === 200);
    expect(done).toMatchObject({ body: { text: 'slowly', version: 2 } });
    const again = await revise();
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([200, done!.body, 'true']);
  });
});

describe('a version', () => {
  const revise = (id: string, ifMatch: string | null, as: object = clerk) =>
    ask('PATCH', `/notes/${id}`, {
      as: as as typeof clerk,
      body: { stars: 3 },
      headers: ifMatch === null ? {} : { 'if-match': ifMatch },
    });

  it('is the ETag of a record, and spares sending it again', async () => {
    const { id } = await aNote();
    const { headers } = await ask('GET', `/notes/${id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect((await ask('GET', `/notes/${id}`, { headers: { 'if-none-match': 'W/"1"' } })).status).toBe(304);
    const list = await ask('GET', '/notes');
    expect((await ask('GET', '/notes', { headers: { 'if-none-match': list.headers.get('etag')! } })).status).toBe(304);
  });

  it('must be named by who edits, and be the present one', async () => {
    const { id } = await aNote();
    expect(await revise(id, null)).toMatchObject({ status: 428, body: { code: 'if_match_required' } });
    expect(await revise(id, '*')).toMatchObject({ status: 412, body: { code: 'version_mismatch' } });
    expect(await revise(id, '"2"')).toMatchObject({ status: 412, body: { version: 1 } });
    expect(await revise(id, '"1"')).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await revise(id, '"2"')).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await revise(nothing, '"1"')).toMatchObject({ status: 404, body: { code: 'note_not_found' } });
  });

  it('lets one of many win who saw the same', async () => {
    const { id } = await aNote();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => ask('PATCH', `/notes/${id}`, { body: { text: `race ${i}` }, headers: { 'if-match': '"1"' } })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 409, 412].includes(status))).toBe(true);
    expect(await eventsOf(id)).toBe(2);
  });

  it('of another’s record is not told: owner before version', async () => {
    const { id } = await aNote(memberA);
    for (const ifMatch of ['"0"', '"1"']) {
      for (const unknown of [id, nothing]) {
        const { status, body } = await revise(unknown, ifMatch, memberB);
        expect([status, body.code, body.version]).toEqual([404, 'note_not_found', undefined]);
      }
    }
    expect(await revise(id, '"0"', memberA)).toMatchObject({ status: 412, body: { version: 1 } });
    expect(await revise(id, '"1"', memberA)).toMatchObject({ status: 200 });
  });
});

describe('a list', () => {
  const written: string[] = [];

  beforeAll(async () => {
    for (let i = 0; i < 7; i++) written.push((await aNote(memberB, { text: `listed ${i}`, stars: i % 3 })).id);
  });

  const page = (path: string) => ask('GET', path, { as: memberB });

  it.each(['code', '-code', 'stars', '-stars', 'created_at'])('by %s is complete and without doubles, page by page', async (sort) => {
    const ids: string[] = [];
    let next: string | null = `/notes?q=listed&limit=2&sort=${sort}`;
    while (next !== null) {
      const { status, body, headers }: Answer<any> = await page(next);
      expect(status).toBe(200);
      ids.push(...body.items.map(({ id }: Note) => id));
      next = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null;
      expect(next === null).toBe(body.next === null);
    }
    expect([...ids].sort()).toEqual([...written].sort());
  });

  it('shows an organisation its own only, the operator all, counted likewise', async () => {
    await aNote(memberA, { text: 'listed elsewhere' });
    expect((await page('/notes?q=listed&count=true')).body.count).toBe(7);
    expect((await ask('GET', '/notes?q=listed&count=true')).body.count).toBe(8);
    const csv = await ask('GET', '/notes?q=listed', { as: memberB, headers: { accept: 'text/csv' } });
    expect(csv.body.trim().split('\n')).toHaveLength(1 + 7);
  });

  it('is searched for the characters that were entered, whatever they mean to SQL', async () => {
    const wild = ['100%_\\ sure', '100xyz sure', "o'clock"];
    for (const text of wild) await aNote(memberB, { text });
    const found = async (q: string): Promise<string[]> =>
      (await page(`/notes?q=${encodeURIComponent(q)}`)).body.items.map(({ text }: Note) => text);
    expect([await found('100%_\\'), await found('%'), await found('_'), await found("'")]).toEqual([
      [wild[0]],
      [wild[0]],
      [wild[0]],
      [wild[2]],
    ]);
  });

  it('refuses a file that would not hold all of its rows', async () => {
    await query(
      `insert into note select gen_random_uuid(), 'many-' || n, 'many', 'many ' || n, n, 'draft', 1, now(), now() from generate_series(1, $1) n`,
      [limits.exportRows + 1],
    );
    const csv = (path: string) => ask('GET', path, { headers: { accept: 'text/csv' } });
    expect(await csv('/notes?q=many')).toMatchObject({ status: 422, body: { code: 'too_many_rows_to_export' } });
    await query(`delete from note where code = 'many-1'`);
    expect((await csv('/notes?q=many')).body.trim().split('\n')).toHaveLength(1 + limits.exportRows);
    await query(`delete from note where organisation = 'many'`);
  });

  it('knows its cursors by filter, order and place', async () => {
    const { body } = await page('/notes?q=listed&limit=2&sort=stars');
    for (const path of ['/notes?q=listed', '/notes?q=x&sort=stars', '/notes?q=listed&sort=-stars'])
      expect(await page(`${path}&cursor=${body.next}`)).toMatchObject({ status: 422, body: { code: 'malformed_cursor' } });
    expect(await page('/notes?cursor=x')).toMatchObject({ status: 422, body: { code: 'malformed_cursor' } });
    const [of, , id] = JSON.parse(Buffer.from(body.next, 'base64url').toString());
    for (const value of ['x', '2025-06-01', 1e300, null, {}]) {
      const forged = Buffer.from(JSON.stringify([of, value, id])).toString('base64url');
      expect((await page(`/notes?q=listed&limit=2&sort=stars&cursor=${forged}`)).status).toBe(422);
    }
  });
});
