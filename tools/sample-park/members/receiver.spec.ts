import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { paths } from './receiver-paths.ts';
import { receiver } from './receiver.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const received: [string, number][] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = receiver(
    (path) => (Object.values<string>(paths).includes(path) ? secret : undefined),
    (path, position) => received.push([path, position]),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void received.splice(0));
afterAll(() => server.close());

async function post(path: string, event: object, { key = secret } = {}): Promise<number> {
  const body = JSON.stringify(event);
  const at = new Date();
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(key).sign('msg_1', at, body),
  };
  return (await fetch(url + path, { method: 'POST', headers, body })).status;
}

it('agrees to get webhooks of the park that asks', async () => {
  const answer = await fetch(url + paths.failing, { method: 'OPTIONS', headers: { 'webhook-request-origin': 'localhost:7306' } });
  expect([answer.status, answer.headers.get('webhook-allowed-origin')]).toEqual([200, 'localhost:7306']);
});

it('takes what is signed with its secret, and nothing else', async () => {
  expect(await post(paths.healthy, { feedposition: 7 })).toBe(204);
  expect(await post(paths.healthy, {})).toBe(204);
  expect(await post(paths.healthy, { feedposition: 8 }, { key: `whsec_${Buffer.alloc(32, 8).toString('base64')}` })).toBe(401);
  expect(await post('/elsewhere', { feedposition: 9 })).toBe(404);
  expect(received).toEqual([
    [paths.healthy, 7],
    [paths.healthy, 0],
  ]);
});

it('fails at each entry of the endpoint that fails', async () => {
  expect(await post(paths.failing, { feedposition: 7 })).toBe(500);
  expect(received).toEqual([]);
});
