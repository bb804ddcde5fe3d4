/** Requests to addresses that strangers chose: what they may reach, and what an answer may cost. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './certificate.fixture.ts';
import { targetOf, WebhookClient, type WebhookAnswer } from './webhook.client.ts';

const servers: Server[] = [];
const clients: WebhookClient[] = [];
let asked: string[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  asked = [];
});

async function aServer(answer: RequestListener, isTls = false): Promise<number> {
  const take: RequestListener = (request, response) => {
    asked.push(request.url!);
    answer(request, response);
  };
  const server = isTls ? (createTlsServer(selfSigned, take) as unknown as Server) : createServer(take);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function clientOf(options: ConstructorParameters<typeof WebhookClient>[0]): WebhookClient {
  const client = new WebhookClient(options);
  clients.push(client);
  return client;
}

const send = (client: WebhookClient, url: string): Promise<WebhookAnswer> =>
  client.send(targetOf(url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
const ok: RequestListener = (_, response) => void response.end('taken');

it('connects to the address of a name that was checked', async () => {
  const port = await aServer(ok);
  const client = clientOf({ allowLocal: true, resolve: async () => ['127.0.0.1'] });
  expect(await send(client, `http://hooks.example.com:${port}/park?x=1`)).toMatchObject({ status: 200, error: null, answer: 'taken' });
  expect(asked).toEqual(['/park?x=1']);
});

it.each([
  ['private', ['10.0.0.1']],
  ['the metadata service', ['169.254.169.254']],
  ['the loopback', ['127.0.0.1']],
  ['IPv6 of this machine', ['::1']],
  ['IPv4-mapped', ['::ffff:127.0.0.1']],
  ['one of several', ['8.8.8.8', '2400:3200::1', '192.168.1.1']],
  ['no address at all', ['elsewhere']],
])('asks no name whose address is not public: %s', async (_, addresses) => {
  const port = await aServer(ok);
  const client = clientOf({ allowLocal: false, resolve: async () => addresses });
  for (const protocol of ['http', 'https'])
    expect(await send(client, `${protocol}://hooks.example.com:${port}/`)).toMatchObject({ status: null, error: 'address_refused' });
  expect(asked).toEqual([]);
});

it('asks no address that is not public, whichever way it was stored', async () => {
  const port = await aServer(ok);
  const client = clientOf({ allowLocal: false });
  for (const host of ['127.0.0.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]'])
    expect(await send(client, `http://${host}:${port}/`)).toMatchObject({ status: null, error: 'address_refused' });
  expect(asked).toEqual([]);
});

it('looks at a name again for each connection: one that has changed since is refused', async () => {
  const port = await aServer((_, response) => void response.writeHead(200, { connection: 'close' }).end());
  const answers = [['127.0.0.1'], ['10.0.0.1']];
  let looks = 0;
  const client = clientOf({ allowLocal: true, resolve: async () => answers[looks++]! });
  expect(await send(client, `http://hooks.example.com:${port}/1`)).toMatchObject({ status: 200 });
  expect(await send(client, `http://hooks.example.com:${port}/2`)).toMatchObject({ status: null, error: 'address_refused' });
  expect([asked, looks]).toEqual([['/1'], 2]);
});

it('follows no redirect', async () => {
  const port = await aServer((_, response) => void response.writeHead(307, { location: '/private' }).end());
  expect(await send(clientOf({ allowLocal: true }), `http://127.0.0.1:${port}/`)).toMatchObject({ status: 307, error: 'redirect' });
  expect(asked).toEqual(['/']);
});

it('asks no proxy of the environment', async () => {
  const port = await aServer(ok);
  const proxy = await aServer((_, response) => void response.writeHead(502).end());
  const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy'];
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy}/`;
  try {
    expect(await send(clientOf({ allowLocal: true }), `http://127.0.0.1:${port}/`)).toMatchObject({ status: 200 });
  } finally {
    for (const name of names) delete process.env[name];
  }
});

it('takes a kilobyte of an answer that never ends', async () => {
  let written = 0;
  const port = await aServer((_, response) => {
    response.writeHead(200);
    const write = (): void => {
      while (!response.destroyed && written < 100_000_000 && response.write('x'.repeat(65_536))) written += 65_536;
      if (!response.destroyed) response.once('drain', write);
    };
    write();
  });
  const answer = await send(clientOf({ allowLocal: true }), `http://127.0.0.1:${port}/`);
  expect(answer).toMatchObject({ status: 200, error: null, answer: 'x'.repeat(1_024) });
  expect(written).toBeLessThan(20_000_000);
});

it('waits a second for the body of an answer that comes byte by byte, and takes its status', async () => {
  const port = await aServer((_, response) => void response.writeHead(202).write('a'));
  const answer = await send(clientOf({ allowLocal: true }), `http://127.0.0.1:${port}/`);
  expect(answer).toMatchObject({ status: 202, error: null, answer: 'a' });
  expect(answer.duration_ms).toBeLessThan(5_000);
});

it('waits for no answer longer than for a whole attempt, and closes the connection', async () => {
  const port = await aServer(() => undefined);
  const closed = once(servers.at(-1)!, 'connection').then(([socket]) => once(socket, 'close'));
  const client = clientOf({ allowLocal: true, withinMs: 100 });
  expect(await send(client, `http://127.0.0.1:${port}/`)).toMatchObject({ status: null, error: 'timeout', answer: '' });
  await closed;
});

it('refuses headers that are longer than 8 kB', async () => {
  const port = await aServer((_, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(10_000) }).end());
  expect(await send(clientOf({ allowLocal: true }), `http://127.0.0.1:${port}/`)).toMatchObject({ status: null, error: 'too_large' });
});

it('refuses a certificate that nobody vouches for', async () => {
  const port = await aServer(ok, true);
  expect(await send(clientOf({ allowLocal: true }), `https://127.0.0.1:${port}/`)).toMatchObject({ status: null, error: 'certificate' });
  expect(asked).toEqual([]);
});

it('names what went wrong', async () => {
  const closes = await aServer((request) => request.socket.destroy());
  const port = await aServer(ok);
  servers.pop()!.close();
  const nowhere = clientOf({ allowLocal: true, resolve: async () => [] });
  expect(await send(clientOf({ allowLocal: true }), `http://127.0.0.1:${port}/`)).toMatchObject({ error: 'connection_refused' });
  expect(await send(clientOf({ allowLocal: true }), `http://127.0.0.1:${closes}/`)).toMatchObject({ error: 'connection_closed' });
  expect(await send(nowhere, 'https://hooks.example.com/')).toMatchObject({ error: 'name_not_found' });
  expect(await send(clientOf({ allowLocal: true }), `https://127.0.0.1:${closes}/`)).toMatchObject({ error: 'tls' });
});
