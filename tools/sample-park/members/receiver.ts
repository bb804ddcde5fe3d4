/** The webhooks of the sample members: each path is an endpoint of a member. One of them agrees to get webhooks, and fails at each. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { paths } from './receiver-paths.ts';

const mostBytes = 1_000_000;

/** `secretOf` answers undefined for a path that is no endpoint. */
export function receiver(secretOf: (path: string) => string | undefined, received: (path: string, position: number) => void): Server {
  return createServer((request, answer) => {
    void (async () => {
      const path = request.url!.split('?')[0]!;
      const origin = request.headers['webhook-request-origin'];
      if (request.method === 'OPTIONS')
        return answer.writeHead(200, { 'webhook-allowed-origin': origin ?? '*', 'webhook-allowed-rate': '*', allow: 'POST' }).end();
      if (path === '/health') return answer.writeHead(200).end();
      const secret = secretOf(path);
      if (request.method !== 'POST' || secret === undefined) return answer.writeHead(404).end();
      const body = await textOf(request);
      const position = verified(secret, body, request);
      if (position === undefined) return answer.writeHead(401).end('The signature is not right.');
      if (path === paths.failing) return answer.writeHead(500).end('The newsletter cannot be sent.');
      received(path, position);
      return answer.writeHead(204).end();
    })().catch(() => answer.destroy());
  });
}

/** The position of the entry, of a test 0; undefined where the signature does not fit. */
function verified(secret: string, body: string, { headers }: IncomingMessage): number | undefined {
  try {
    const event = new Webhook(secret).verify(body, headers as Record<string, string>) as { feedposition?: number };
    return event.feedposition ?? 0;
  } catch {
    return undefined;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error('The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
