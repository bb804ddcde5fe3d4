/** The manners that every service has from the kit, tried on this one over HTTP. */
import { connect } from 'node:net';
import { givenUpOnce, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { aRegistration } from './market-entities/market-entity.fixture.ts';
import { service } from './tenants.module.ts';

const clerk = { scopes: ['tenants:entity:read', 'tenants:entity:write', 'park:audit:read', 'park:import:write'] };
const json = { 'content-type': 'application/json' };
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(service, { settings: { RATE_LIMIT_PER_MINUTE: 200 } });
});
afterAll(() => park.close());

describe('bad requests', () => {
  it.each([
    ['malformed JSON', 'POST', '/market-entities', { body: '{"a":', headers: json }, 400, 'malformed_request'],
    ['an empty body', 'POST', '/market-entities', { body: '', headers: json }, 400, 'malformed_request'],
    ['an array for an object', 'POST', '/market-entities', { body: '[]', headers: json }, 422, 'invalid_input'],
    [
      'an unknown media type',
      'POST',
      '/market-entities',
      { body: 'x', headers: { 'content-type': 'text/x-unknown' } },
      415,
      'unsupported_media_type',
    ],
    ['plain text', 'POST', '/market-entities', { body: 'x', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    [
      'an If-Match that is no version',
      'PATCH',
      '/market-entities/0197a0c0-0000-7000-8000-0000000000ff',
      { body: { effective_date: '2025-06-01' }, headers: { 'if-match': '*' } },
      412,
      'version_mismatch',
    ],
    [
      'an oversized body',
      'POST',
      '/market-entities',
      { body: JSON.stringify({ name: 'x'.repeat(6_000_000) }), headers: json },
      413,
      'body_too_large',
    ],
    ['an unknown route', 'GET', '/rockets', {}, 404, 'no_such_route'],
    ['an id that is none', 'GET', '/market-entities/7', {}, 400, 'malformed_request'],
    ['an id that is not there', 'GET', '/market-entities/0197a0c0-0000-7000-8000-0000000000ff', {}, 404, 'market_entity_not_found'],
    ['an unknown filter', 'GET', '/market-entities?colour=red', {}, 422, 'invalid_input'],
    ['a limit out of range', 'GET', '/market-entities?limit=101', {}, 422, 'invalid_input'],
    ['a limit that is no number', 'GET', '/market-entities?limit=ten', {}, 422, 'invalid_input'],
    ['a filter given twice', 'GET', '/market-entities?state=resident&state=departed', {}, 422, 'invalid_input'],
    [
      'a broken Idempotency-Key',
      'POST',
      '/market-entities',
      { body: aRegistration(1), headers: { 'idempotency-key': 'a b' } },
      422,
      'malformed_idempotency_key',
    ],
    [
      'an import of nothing known',
      'POST',
      '/imports?kind=rockets',
      { body: Buffer.from('a\n1'), headers: { 'content-type': 'text/csv' } },
      422,
      'invalid_input',
    ],
    [
      'an import with a foreign column',
      'POST',
      '/imports?kind=market-entities',
      { body: Buffer.from('colour\nred'), headers: { 'content-type': 'text/csv' } },
      422,
      'invalid_input',
    ],
    [
      'an import without rows',
      'POST',
      '/imports?kind=market-entities',
      { body: Buffer.from('uscc\n'), headers: { 'content-type': 'text/csv' } },
      422,
      'empty_file',
    ],
    [
      'an import that is no CSV',
      'POST',
      '/imports?kind=market-entities',
      { body: Buffer.from('uscc\n"a'), headers: { 'content-type': 'text/csv' } },
      422,
      'malformed_csv',
    ],
  ])('%s becomes a problem document', async (_, method, path, options, status, code) => {
    const answer = await park.ask(method, path, { as: clerk, ...options });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
      traceId: expect.any(String),
    });
  });

  it.each([
    ['another audience', { ...clerk, audience: 'elsewhere' }],
    ['an expired token', { ...clerk, expiresInS: -60 }],
  ])('a token for %s is none', async (_, as) => {
    const { status, headers } = await park.ask('GET', '/market-entities', { as });
    expect({ status, header: headers.get('www-authenticate') }).toEqual({ status: 401, header: 'Bearer error="invalid_token"' });
  });

  it('a token with a forged signature is none', async () => {
    const token = await park.issuer.token(clerk);
    const forged = token.slice(0, -8) + (token.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA');
    expect(await park.ask('GET', '/market-entities', { headers: { authorization: `Bearer ${forged}` } })).toMatchObject({ status: 401 });
  });
});

it('begins anew what the database gave up so that somebody else could go on', async () => {
  const entity = await park.ok('POST', '/market-entities', { as: clerk, body: aRegistration(9) });
  const answer = await givenUpOnce(park.database.dataSource, { table: 'market_entity', id: entity.id }, () =>
    park.ask('POST', `/market-entities/${entity.id}/risk`, { as: clerk, body: { level: 'watch', reason: 'arrears' } }),
  );
  expect(answer).toMatchObject({ status: 200, body: { risk_level: 'watch', version: 2 } });
});

it('writes a denial down, with who and what, and without the body', async () => {
  await park.ask('POST', '/market-entities', { as: { scopes: ['tenants:entity:read'], subject: 'reader' }, body: aRegistration(2) });
  const body = await park.ok('GET', '/audit?action=denied&actor_id=reader', { as: clerk });
  expect(body.items).toEqual([
    expect.objectContaining({
      target: 'POST /market-entities',
      detail: { required: ['tenants:entity:write'], missing: ['tenants:entity:write'] },
    }),
  ]);
});

it('says how much of the rate limit is left, and 429 with Retry-After when nothing is', async () => {
  const as = { ...clerk, subject: 'hurried' };
  const headers = { authorization: `Bearer ${await park.issuer.token(as)}` };
  const first = await park.ask('GET', '/market-entities?limit=1', { headers });
  expect(first.headers.get('x-ratelimit-remaining')).toBe('199');
  const rest = await Promise.all(Array.from({ length: 205 }, () => park.ask('GET', '/market-entities?limit=1', { headers })));
  const refused = rest.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(6);
  expect(refused[0]!.body.code).toBe('rate_limited');
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('documents every route with its scope, its answer and the problem document, as OpenAPI 3.1', async () => {
  const document = await park.ok('GET', '/openapi.json');
  expect(document.openapi).toBe('3.1.0');
  for (const [path, item] of Object.entries<any>(document.paths)) {
    for (const [method, operation] of Object.entries<any>(item)) {
      const answer: any = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
      const told = [operation.security?.[0]?.oauth2?.length, operation.responses['4XX'] !== undefined];
      const contents: { schema?: object }[] = Object.values(answer?.content ?? {});
      expect([method, path, ...told, contents.length > 0 && contents.every(({ schema }) => schema !== undefined)]).toEqual([
        method,
        path,
        1,
        true,
        true,
      ]);
    }
  }
  expect(document.components.schemas.RegisterEntityDto.required).toContain('uscc');
  expect(document.components.schemas.Lease.properties).toMatchObject({
    start_on: { type: 'string', format: 'date' },
    renewal_of_id: { type: ['string', 'null'], format: 'uuid' },
    units: { type: 'array', items: { properties: { unit_id: { format: 'uuid' }, building_id: { format: 'uuid' } } } },
    state: { enum: expect.arrayContaining(['draft', 'holdover']) },
  });
  const headersOf = (path: string, method: string): unknown[] =>
    document.paths[path][method].parameters.flatMap((one: any) => (one.in === 'header' ? [[one.name, one.required ?? false]] : []));
  expect(headersOf('/leases', 'post')).toEqual([['Idempotency-Key', false]]);
  expect(headersOf('/leases/{id}', 'patch')).toEqual([
    ['Idempotency-Key', false],
    ['If-Match', true],
  ]);
  expect(headersOf('/leases/{id}/submit', 'post')).toEqual([
    ['Idempotency-Key', false],
    ['If-Match', false],
  ]);
  expect(headersOf('/leases', 'get')).toEqual([]);
  expect(document.components.schemas.RegisterEntityDto.additionalProperties).toBe(false);
  expect(await park.ask('GET', '/docs')).toMatchObject({ status: 200 });
});

it('documents its events as AsyncAPI 3, to be read and to be browsed', async () => {
  const document = await park.ok('GET', '/asyncapi.json');
  expect(document).toMatchObject({ asyncapi: '3.0.0', channels: { events: { address: 'park.tenants' } } });
  expect(document.components.messages['lease.activated.v1'].examples[0].headers.ce_type).toBe('park.tenants.lease.activated.v1');
  for (const path of ['/docs/events', '/docs/events/viewer.js', '/docs/events/viewer.css'])
    expect((await park.ask('GET', path)).status).toBe(200);
});

it('tells whether it lives, is ready, and how it does', async () => {
  expect(await park.ask('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'up' } });
  expect(await park.ask('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'up' } });
  expect(await park.metrics()).toContain('http_request_duration_seconds_count');
});

it('survives a client that hangs up in the middle of its body', async () => {
  const { hostname, port } = new URL(park.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write('POST /market-entities HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a');
      socket.end(resolve);
    });
  });
  expect(await park.ask('GET', '/health/live')).toMatchObject({ status: 200 });
});
