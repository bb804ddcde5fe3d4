/** The limits of one request, tried on a service of one aggregate. */
import { connect } from 'node:net';
import { attackFault, attacks, largestBodyFaults, rawRequest, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { limits } from '../http/limits.ts';
import { noteScopes, toy } from './toy.fixture.ts';

const clerk = { scopes: noteScopes };
const json = { 'content-type': 'application/json' };
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(toy);
});
afterAll(() => park.close());

async function withSettings(settings: Record<string, unknown>, work: (park: ServiceUnderTest) => Promise<void>): Promise<void> {
  const other = await serviceUnderTest(toy, { settings, database: park.database });
  try {
    await work(other);
  } finally {
    await other.close();
  }
}

const written = async (): Promise<number> => (await park.database.dataSource.query('select count(*) as n from note'))[0].n;

describe('before the body is read', () => {
  it.each(attacks.map((attack) => [attack.what, attack] as const))('refuses %s', async (_, attack) => {
    const token = await park.issuer.token(clerk);
    for (const path of ['/notes', '/nowhere']) expect(await attackFault(park.url, { method: 'POST', path }, attack, token)).toBeNull();
    expect(await written()).toBe(0);
    expect(await park.ask('GET', '/health/ready')).toMatchObject({ status: 200 });
  });

  it('refuses a token that holds no longer, whatever the body', async () => {
    const as = { ...clerk, expiresInS: -60 };
    expect(await park.ask('POST', '/notes', { as, body: '{bad' })).toMatchObject({
      status: 401,
      body: { detail: 'The token has expired.' },
    });
  });

  it('takes files at POST /imports only', async () => {
    const file = { as: clerk, body: Buffer.alloc(10), headers: { 'content-type': 'application/octet-stream' } };
    expect(await park.ask('POST', '/notes', file)).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    const oversized = { ...file, as: { scopes: ['park:import:write'] }, body: Buffer.alloc(limits.fileBytes + 1) };
    expect(await park.ask('POST', '/imports?kind=x', { ...oversized, body: oversized.body.subarray(1) })).toMatchObject({ status: 422 });
    expect(await park.ask('POST', '/imports?kind=x', oversized)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'])('takes no %s', async (type) => {
    expect(await park.ask('POST', '/notes', { as: clerk, body: 'text=x', headers: { 'content-type': type } })).toMatchObject({
      status: 415,
    });
  });
});

it('refuses what is hidden in the largest body that it documents, and reads that body', async () => {
  const { body: document } = await park.ask('GET', '/openapi.json');
  const { tried, faults } = await largestBodyFaults(park, document, await park.issuer.token(clerk));
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(4);
});

describe('a body', () => {
  const send = (body: unknown) => park.ask('POST', '/notes', { as: clerk, body });
  const margin = (count: number): object => ({
    text: `of ${count}`,
    margin: Array.from({ length: count }, () => ({ remark: 'x', line: 1 })),
  });

  it('of as many members as documented is taken', async () => {
    expect(await send(margin(100))).toMatchObject({ status: 201 });
  });

  it('has its members counted at all depths', async () => {
    const allowed = Math.floor((limits.bodyMembers - 2) / 3);
    expect(await send(margin(allowed))).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    expect(await send(margin(allowed + 1))).toMatchObject({ status: 422, body: { code: 'too_many_members' } });
  });

  it('has its depth counted', async () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(await send(nested(limits.bodyDepth))).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    expect(await send(nested(limits.bodyDepth + 1))).toMatchObject({ status: 422, body: { code: 'too_deep' } });
  });

  it('has its unknown members told, also those of a list’s items, and at most fifty', async () => {
    const { body: few } = await send({ text: 'x', colour: 'red', margin: [{ remark: 'x' }, { remark: 'x', 'a/b': 1 }] });
    expect(few.errors.map(({ pointer }: any) => pointer)).toEqual(['/colour', '/margin/1/a~1b']);
    const { status, body: many } = await send(Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`k${i}`, 1])));
    expect([status, many.code, many.errors.length]).toEqual([422, 'invalid_input', limits.answeredErrors]);
    expect(many.detail).toBe('900 members are not as required. The first 50 are listed.');
  });

  it.each([
    ['a list', []],
    ['a text', '"x"'],
    ['null', 'null'],
  ])('that is %s is none', async (_, body) => {
    expect(await send(body)).toMatchObject({ status: 422, body: { code: 'invalid_input', errors: [{ pointer: '' }] } });
  });

  it('is looked at also where none is expected', async () => {
    const { body: note } = await send({ text: 'posted' });
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const headers = { 'idempotency-key': 'deep' };
    expect(await park.ask('POST', `/notes/${note.id}/post`, { as: clerk, body: deep, headers })).toMatchObject({
      status: 422,
      body: { code: 'too_deep' },
    });
  });
});

it.each(['colour=red', '__proto__=1', 'constructor=1', Array.from({ length: 1_500 }, (_, i) => `k${i}=`).join('&')])(
  'refuses a query of unknown parameters: %.20s',
  async (query) => {
    const { status, body } = await park.ask('GET', `/notes?${query}`, { as: clerk });
    expect([status, body.code, body.errors.length <= limits.answeredErrors]).toEqual([422, 'invalid_input', true]);
  },
);

it('answers a header that is too large, and what is no HTTP, with a problem document', async () => {
  expect(await rawRequest(park.url, { method: 'GET', path: `/notes?q=${'x'.repeat(20_000)}` })).toMatchObject({
    status: 431,
    body: { code: 'header_too_large' },
  });
  expect(await rawRequest(park.url, { method: 'GET', path: '/a b c' })).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
});

it('refuses a request of which two lengths are told, so that nothing is smuggled behind it', async () => {
  const authorization = `Bearer ${await park.issuer.token(clerk)}`;
  const headers = { ...json, authorization, 'content-length': '4', 'transfer-encoding': 'chunked' };
  const smuggled = '0\r\n\r\nGET /notes HTTP/1.1\r\nhost: x\r\n\r\n';
  expect(await rawRequest(park.url, { method: 'POST', path: '/notes', headers, body: smuggled })).toMatchObject({
    status: 400,
    body: { code: 'malformed_request' },
  });
});

describe('time', () => {
  it('is limited for a body, with a token and without', async () => {
    await withSettings({ REQUEST_TIMEOUT_S: 1 }, async (hurried) => {
      const authorization = `Bearer ${await hurried.issuer.token(clerk)}`;
      const slow = { method: 'POST', path: '/notes', body: '{', headers: { ...json, 'content-length': '1000', authorization } };
      expect(await rawRequest(hurried.url, slow)).toMatchObject({
        status: 408,
        contentType: 'application/problem+json',
        body: { code: 'request_timeout' },
      });
      const { hostname, port } = new URL(hurried.url);
      const ended = await new Promise<string>((resolve) => {
        let received = '';
        const socket = connect(Number(port), hostname, () =>
          socket.write('POST /notes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{'),
        );
        socket.on('data', (chunk) => (received += chunk.toString()));
        socket.on('error', () => resolve(received));
        socket.on('close', () => resolve(received));
      });
      expect(ended).toMatch(/^HTTP\/1\.1 401 /);
    });
  });
});

describe('requests', () => {
  it('are counted by address before the token is verified, also to addresses that are none', async () => {
    // The sixth is the documentation, by which `ask` checks an answer that is 2xx.
    await withSettings({ RATE_LIMIT_PER_ADDRESS: 6 }, async (counted) => {
      const paths = ['/notes', '/nowhere', '/metrics', '/docs', '/door'];
      for (const path of paths) expect((await counted.ask('GET', path)).status).not.toBe(429);
      for (const headers of [
        {} as Record<string, string>,
        { authorization: 'Bearer r.0.x' },
        { authorization: `Bearer ${await counted.issuer.token(clerk)}` },
      ]) {
        for (const path of ['/notes', '/nowhere']) {
          const answer = await counted.ask('GET', path, { headers });
          expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        }
      }
      expect(await counted.ask('GET', '/health/live')).toMatchObject({ status: 200 });
    });
  });

  it('are counted by caller, whichever token they come with', async () => {
    await withSettings({ RATE_LIMIT_PER_MINUTE: 3 }, async (counted) => {
      const left = async (as: object): Promise<string | null> =>
        (await counted.ask('GET', '/notes', { as: { ...clerk, ...as } })).headers.get('x-ratelimit-remaining');
      expect([await left({}), await left({ expiresInS: 900 }), await left({ scopes: [] })]).toEqual(['2', '1', '0']);
      expect(await counted.ask('GET', '/notes', { as: { ...clerk, expiresInS: 1_200 } })).toMatchObject({ status: 429 });
      expect([await left({ subject: 'other' }), await left({ organisation: '91370200264574251E' })]).toEqual(['2', '2']);
    });
  });

  it('have the address of the client where a trusted proxy tells it, and of nobody else', async () => {
    const denied = async (other: ServiceUnderTest, subject: string): Promise<string> => {
      const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
      await other.ask('GET', '/notes', { as: { scopes: [], subject }, headers });
      const [{ address }] = await park.database.dataSource.query('select address from audit_entry where actor_id = $1', [subject]);
      return address;
    };
    expect(await denied(park, 'direct')).toBe('127.0.0.1');
    await withSettings({ TRUSTED_PROXIES: ['127.0.0.0/8'] }, async (behind) => expect(await denied(behind, 'behind')).toBe('198.51.100.7'));
  });
});
