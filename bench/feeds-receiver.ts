/** A receiver of webhooks in a thread of its own: counts, times, verifies each hundredth signature, and hangs where the path says so. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, Worker, isMainThread } from 'node:worker_threads';
import { Webhook } from 'standardwebhooks';

export interface Received {
  count: number;
  /** Entries that came for the first time. */
  distinct: number;
  /** Milliseconds from the event to its arrival. */
  latencies: number[];
  /** Signatures that did not verify. */
  forged: number;
}

export interface Receiver {
  url: string;
  /** By path, which is that of the endpoint: the secret that it is verified by. */
  trust(path: string, secret: string): void;
  /** All that came since the last call. */
  take(): Promise<Received>;
  stop(): Promise<number>;
}

export async function startReceiver(): Promise<Receiver> {
  const worker = new Worker(new URL(import.meta.url));
  const next = <T>(): Promise<T> => new Promise((done) => worker.once('message', done));
  const port = await next<number>();
  return {
    url: `http://127.0.0.1:${port}`,
    trust: (path, secret) => worker.postMessage({ path, secret }),
    take: () => {
      worker.postMessage('take');
      return next<Received>();
    },
    stop: () => worker.terminate(),
  };
}

if (!isMainThread) {
  const secrets = new Map<string, string>();
  const seen = new Set<string>();
  let received: Received = { count: 0, distinct: 0, latencies: [], forged: 0 };
  const server = createServer((request, answer) => {
    const path = request.url!;
    if (request.method === 'OPTIONS')
      return void answer.writeHead(200, { 'WebHook-Allowed-Origin': '*', 'WebHook-Allowed-Rate': '*' }).end();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (path.startsWith('/hang')) return;
      const body = Buffer.concat(chunks).toString('utf8');
      const time = /"time":"([^"]+)"/.exec(body)![1]!;
      const key = `${path} ${/"feedposition":(\d+)/.exec(body)![1]}`;
      received.count++;
      if (!seen.has(key)) {
        seen.add(key);
        received.distinct++;
        received.latencies.push(Date.now() - Date.parse(time));
      }
      if (received.count % 100 === 0 && !isGood(path, body, request.headers as Record<string, string>)) received.forged++;
      answer.writeHead(204).end();
    });
  });
  const isGood = (path: string, body: string, headers: Record<string, string>): boolean => {
    try {
      new Webhook(secrets.get(path)!).verify(body, headers);
      return true;
    } catch {
      return false;
    }
  };
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as AddressInfo).port));
  parentPort!.on('message', (message: 'take' | { path: string; secret: string }) => {
    if (message !== 'take') return void secrets.set(message.path, message.secret);
    parentPort!.postMessage(received);
    received = { count: 0, distinct: 0, latencies: [], forged: 0 };
  });
}
