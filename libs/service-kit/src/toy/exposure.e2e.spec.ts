/** The things that a service shows, to whom, and those that its answers and logs must not give away. */
import { rawRequest, serviceUnderTest, type Answer, type AskOptions, type ServiceUnderTest } from '@park/test-kit';
import { Metrics } from '../service/metrics.service.ts';
import { noteScopes, toy, type Note } from './toy.fixture.ts';

const clerk = { scopes: noteScopes, subject: 'clerk' };
const memberA = { scopes: noteScopes, organisation: '91370200264574251E', subject: 'hr' };
let park: ServiceUnderTest;
let texts = 0;

beforeAll(async () => {
  park = await serviceUnderTest(toy);
});
afterAll(() => park.close());

const ask = (method: string, path: string, options: AskOptions = {}): Promise<Answer<any>> =>
  park.ask(method, path, { as: clerk, ...options });

async function aNote(as = clerk as object, wish: object = {}): Promise<Note> {
  return await park.ok('POST', '/notes', { as: as as typeof clerk, body: { text: `text ${++texts}`, ...wish } });
}

const query = (sql: string): Promise<any[]> => park.database.dataSource.query(sql);

describe('a token', () => {
  it.each([
    ['is missing', {}, 'missing_token'],
    ['is none', { authorization: 'Bearer x' }, 'invalid_token'],
    ['comes another way', { authorization: 'Basic eDp5' }, 'invalid_token'],
  ])('that %s is answered by 401 and says so', async (_, headers: Record<string, string>, error) => {
    for (const [method, body] of [['GET', undefined] as const, ['POST', {}] as const]) {
      const answer = await park.ask<any>(method, '/notes', { headers, body });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated', traceId: expect.any(String) } });
      expect(answer.headers.get('www-authenticate')).toBe(`Bearer error="${error}"`);
    }
  });

  it('is not needed for a public route, nor for the documentation', async () => {
    for (const path of ['/door', '/docs', '/openapi.json', '/health/live'])
      expect(await park.ask('GET', path)).toMatchObject({ status: 200 });
  });

  it('without the scope that the route documents is refused, and the denial written down without the body', async () => {
    const as = { scopes: ['tenants:unit:read'], subject: 'reader' };
    expect(await ask('POST', '/notes', { as, body: { text: 'secret' } })).toMatchObject({
      status: 403,
      body: { code: 'missing_scope', missing: ['tenants:unit:write'] },
    });
    const entries = await query(`select target, detail::text from audit_entry where actor_id = 'reader'`);
    expect(entries).toEqual([{ target: 'POST /notes', detail: expect.not.stringContaining('secret') }]);
  });

  it('of a member organisation opens nothing that is the operator’s, whatever its scopes', async () => {
    const note = await aNote(memberA);
    expect(await ask('POST', `/notes/${note.id}/post`, { as: memberA })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  });
});

it('shows its measurements at a port of their own, and nothing else there', async () => {
  await ask('GET', '/notes');
  expect(await park.metrics()).toMatch(/^http_request_duration_seconds_count\{method="GET",route="\/notes",status="200"\} [1-9]/m);
  expect(await ask('GET', '/metrics')).toMatchObject({ status: 404, body: { code: 'no_such_route' } });
  const { port } = park.app.get(Metrics);
  for (const [method, path] of [
    ['GET', '/notes'],
    ['GET', '/health/ready'],
    ['POST', '/metrics'],
  ] as const)
    expect((await fetch(`http://127.0.0.1:${port}${path}`, { method })).status).toBe(404);
});

it('says of every answer that it is what it says, is nobody else’s and belongs into no frame', async () => {
  const { id } = await aNote();
  const answers = [
    await ask('GET', `/notes/${id}`),
    await ask('GET', '/notes', { headers: { accept: 'text/csv' } }),
    await ask('POST', '/notes', { body: {} }),
    await ask('GET', '/nowhere'),
    await park.ask('GET', '/docs'),
    await park.ask('GET', '/notes'),
  ];
  for (const { headers } of answers) {
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).toEqual(expect.arrayContaining(["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]));
    expect(policy.some((directive) => /^(default|object)-src 'none'$/.test(directive))).toBe(true);
    expect(headers.get('cache-control')).toMatch(/^(private, no-cache|no-store)$/);
    expect(headers.get('strict-transport-security')).toBeNull();
  }
});

it('logs each request by its route and its outcome, and nothing that was sent with it', async () => {
  const lines: string[] = [];
  const told = await serviceUnderTest(toy, { database: park.database, log: (line) => lines.push(line) });
  try {
    const { text } = await aNote(clerk, { text: 'a text that stands twice' });
    await told.ask('GET', '/notes?q=a-word-that-was-searched', { as: clerk });
    expect(await told.ask('POST', '/notes', { as: clerk, body: { text } })).toMatchObject({ status: 409 });
    expect(await told.ask('POST', '/notes', { as: clerk, body: '{"text":"broken' })).toMatchObject({ status: 400 });
    expect(await told.ask('GET', '/notes', { headers: { authorization: 'Bearer a.wrong.token' } })).toMatchObject({ status: 401 });
    const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(requests.map(({ method, route, status }) => [method, route, status])).toEqual(
      expect.arrayContaining([
        ['GET', '/notes', 200],
        ['POST', '/notes', 409],
        ['POST', '/notes', 400],
        ['GET', '/notes', 401],
      ]),
    );
    for (const secret of ['Bearer', '.wrong.', text, 'a-word-that', 'broken']) expect(lines.join()).not.toContain(secret);
  } finally {
    await told.close();
  }
});

it('is asked over TLS alone, once it has been so, where its address is https', async () => {
  const secure = await serviceUnderTest(toy, { database: park.database, settings: { PUBLIC_URL: 'https://notes.park.example' } });
  try {
    for (const path of ['/notes', '/docs', '/door'])
      expect((await secure.ask('GET', path)).headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  } finally {
    await secure.close();
  }
});

it.each(['TRACE', 'CONNECT', 'PUT', 'DELETE'])('answers no %s', async (method) => {
  const answer = await rawRequest(park.url, {
    method,
    path: '/notes',
    headers: { authorization: `Bearer ${await park.issuer.token(clerk)}` },
  }).catch((error: Error) => error.message);
  expect(answer).toEqual(
    method === 'CONNECT'
      ? 'the connection ended without an answer'
      : expect.objectContaining({ status: 404, body: expect.objectContaining({ code: 'no_such_route' }) }),
  );
});
