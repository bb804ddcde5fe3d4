/** Sends part of a request over a bare connection and then nothing more, which an HTTP client does not do. */
import { connect } from 'node:net';

export interface RawRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  /** The part of the body that is sent; `content-length` may promise more. */
  body?: string;
}

export interface RawAnswer {
  status: number;
  contentType: string;
  body: any;
  /** Milliseconds until the status line was there. */
  ms: number;
  bytes: number;
}

/**
 * Resolves with the first answer, as soon as it is complete; the request need not be. Rejects where none comes within `withinMs`, or
 * where the server ends the connection without one.
 */
export async function rawRequest(
  url: string,
  { method, path, headers = {}, body = '' }: RawRequest,
  withinMs = 10_000,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const begun = performance.now();
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const timer = setTimeout(() => end(new Error(`no answer within ${withinMs} ms`)), withinMs);
    const end = (outcome: RawAnswer | Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    socket.on('connect', () => {
      const head = Object.entries({ host: `${hostname}:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n${body}`);
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const answer = answerOf(Buffer.concat(chunks));
      if (answer) end({ ...answer, ms: performance.now() - begun });
    });
    // A server that ends a connection before all was sent resets it; what it has answered before that counts.
    socket.on('error', (error) => end(error));
    socket.on('close', () => end(new Error('the connection ended without an answer')));
  });
}

function answerOf(received: Buffer): Omit<RawAnswer, 'ms'> | null {
  const text = received.toString('utf8');
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = text.slice(0, headEnd);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  const content = received.subarray(Buffer.byteLength(head) + 4);
  if (Number.isNaN(length) || content.length < length) return null;
  const contentType = /\r\ncontent-type: ([^\r]+)/i.exec(head)?.[1] ?? '';
  const body = content.subarray(0, length).toString('utf8');
  return {
    status: Number(head.split(' ')[1]),
    contentType,
    body: contentType.includes('json') ? JSON.parse(body) : body,
    bytes: length,
  };
}
