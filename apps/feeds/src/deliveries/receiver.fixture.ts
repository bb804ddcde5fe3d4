/** A system of a member: agrees to the handshake, keeps what it gets, and answers as the spec wishes. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@park/test-kit';

export interface Received {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** The CloudEvent; null for a handshake. */
  event: any;
  /** Requests that were open when it came, itself included. */
  open: number;
}

type Answer = number | { status: number; headers?: Record<string, string>; body?: string };
type Behaviour = (received: Received, response: ServerResponse) => Answer | null | Promise<Answer | null>;

export interface Receiver {
  url: string;
  received: Received[];
  /** Of the events it got, in order; handshakes left out. */
  positions(): number[];
  /** How it answers from now on; null where the behaviour answers by itself, or not at all. */
  behave(behaviour: Behaviour): void;
  handshake: { status: number; headers: Record<string, string> };
  /** Waits until it has got so many events. */
  got(count: number): Promise<Received[]>;
  close(): Promise<void>;
}

export async function aReceiver(): Promise<Receiver> {
  let behaviour: Behaviour = () => 204;
  let open = 0;
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received: [],
    positions: () => events().map(({ event }) => event.feedposition as number),
    behave: (next) => (behaviour = next),
    handshake: { status: 200, headers: { 'webhook-allowed-origin': '127.0.0.1', 'webhook-allowed-rate': '*' } },
    got: (count) =>
      eventually(() => {
        expect(events().length).toBeGreaterThanOrEqual(count);
        return events();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const events = () => receiver.received.filter(({ method }) => method === 'POST');

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    open++;
    response.on('close', () => open--);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    const event = request.method === 'POST' ? JSON.parse(body) : null;
    const one: Received = { method: request.method!, path: request.url!, headers, body, event, open };
    receiver.received.push(one);
    const answer = request.method === 'OPTIONS' ? receiver.handshake : await behaviour(one, response);
    if (answer === null) return;
    const { status, headers: told, body: text } = typeof answer === 'number' ? { status: answer } : { headers: {}, ...answer };
    response.writeHead(status, told).end(text);
  }
  return receiver;
}
