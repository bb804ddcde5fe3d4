/** The events of a service, for auditors and for listeners that need more than Kafka still has. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sourceOf } from '@park/contracts';
import { CursorRefused } from '@park/outbox';
import { parkCode, serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { archiveOf } from '../events/archive.client.ts';
import { noteScopes, toy } from './toy.fixture.ts';

const clerk = { scopes: [...noteScopes] };
const listener = { sub: 'listener', scopes: ['park:events:read'] };
let park: ServiceUnderTest;
let tokens: Server;

beforeAll(async () => {
  park = await serviceUnderTest(toy);
  for (const text of ['a', 'b', 'c']) await park.ask('POST', '/notes', { as: clerk, body: { text } });
  tokens = createServer((request, response) => {
    const answer =
      request.method === 'POST'
        ? park.issuer.token(listener).then((access_token) => ({ access_token, expires_in: 300 }))
        : Promise.resolve({ issuer: park.issuer.url, token_endpoint: `${park.issuer.url}/token` });
    void answer.then((body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await park.close();
  await new Promise((resolve) => tokens.close(resolve));
});

it('are read in pages of one snapshot: what comes meanwhile is in the next reading', async () => {
  const first = await park.ask('GET', '/events?limit=2', { as: clerk });
  expect(first.body.items).toHaveLength(2);
  await park.ask('POST', '/notes', { as: clerk, body: { text: 'd' } });
  const { body } = await park.ask('GET', `/events?limit=2&cursor=${first.body.next}`, { as: clerk });
  expect(body).toMatchObject({ items: [{ sequence: 1, data: { code: expect.any(String) } }], next: null });
  expect((await park.ask('GET', '/events', { as: clerk })).body.items).toHaveLength(4);
});

it.each(['x', Buffer.from('["1","1:1:","0","0"]').toString('base64url'), Buffer.from('["1","1:1:\'","0","0"]').toString('base64url')])(
  'are not read from a place that is none of this database: %s',
  async (cursor) => {
    expect(await park.ask('GET', `/events?cursor=${cursor}`, { as: clerk })).toMatchObject({
      status: 422,
      body: { code: 'malformed_cursor', errors: [{ pointer: '/cursor' }] },
    });
  },
);

it('are given to listeners as they were published, and without what is recorded only', async () => {
  const { body } = await park.ask('GET', '/events/published', { as: listener });
  expect(body.items[0]).toEqual({
    position: expect.any(Number),
    event: expect.objectContaining({ specversion: '1.0', source: sourceOf(parkCode, 'toy'), type: 'park.toy.note.moved.v1', sequence: 1 }),
  });
  expect(Object.keys(body.items[0].event)).not.toEqual(expect.arrayContaining(['address']));
  expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  expect(await park.ask('GET', '/events/published', { as: clerk })).toMatchObject({ status: 403 });
  expect(await park.ask('GET', '/events', { as: listener })).toMatchObject({ status: 403 });
});

it('are read by a listener with the park’s own client', async () => {
  const settings = {
    OIDC_ISSUER: park.issuer.url,
    OIDC_INTERNAL_URL: `http://127.0.0.1:${(tokens.address() as AddressInfo).port}`,
    PUBLISHER_URLS: { toy: park.url },
    EVENTS_CLIENT_ID: 'listener',
    EVENTS_CLIENT_SECRET: 'secret',
  } as unknown as Parameters<typeof archiveOf>[0];
  const archive = archiveOf(settings, () => new Date())!;
  const first = await archive.page('toy', null, 3);
  expect(first.items).toHaveLength(3);
  expect(await archive.page('toy', first.next, 3)).toMatchObject({ items: [{}], next: null });
  await expect(archive.page('toy', 'x', 3)).rejects.toBeInstanceOf(CursorRefused);
  await expect(archive.page('moon', null, 3)).rejects.toThrow('PUBLISHER_URLS does not name moon.');
});

it('are searched for a type or an actor a stretch at a time, however old the park is', async () => {
  const before = (await park.ask('GET', '/events?limit=500', { as: clerk })).body.items.at(-1).position as number;
  const rows = 50_000;
  await park.database.dataSource.query(
    `insert into outbox (event_id, aggregate, aggregate_id, version, type, effective_on, occurred_at, visibility, actor_id, actor_type,
                         organisation, correlation_id, request_id, data)
     select gen_random_uuid(), 'note', gen_random_uuid(), 1, case when n = $1 then 'rare' else 'common' end, '2026-01-01', now(), 'public',
            'importer', 'service', 'park', gen_random_uuid(), gen_random_uuid(), '{}' from generate_series(1, $1::int) n`,
    [rows],
  );
  const found: unknown[] = [];
  let requests = 0;
  for (let next: string | null = ''; next !== null; requests++) {
    const page = await park.ok('GET', `/events?type=rare${next && `&cursor=${next}`}`, { as: clerk });
    found.push(...page.items);
    next = page.next;
  }
  expect({ found: found.length, requests }).toEqual({ found: 1, requests: Math.ceil((before + rows) / 20_000) });
  const { items, next } = await park.ok('GET', '/events?type=common&actor_id=importer&limit=2', { as: clerk });
  expect(items.map(({ position }: { position: number }) => position)).toEqual([before + 1, before + 2]);
  expect((await park.ok('GET', `/events?type=common&limit=1&cursor=${next}`, { as: clerk })).items[0].position).toBe(before + 3);
});
