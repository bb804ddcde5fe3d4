/** Requests over kept connections, each as soon as the one before it on its connection is answered: a closed loop that costs little itself. */
import { connect, type Socket } from 'node:net';

export interface Asked {
  method?: 'GET' | 'POST';
  path: string;
  /** JSON. */
  body?: string;
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  headers: string;
  body: Buffer;
}

export interface Load {
  port: number;
  connections: number;
  ms: number;
  /** The nth request. */
  request(n: number): Asked;
  /** Throws where the answer is not right. */
  check?(answer: Answered, n: number): void;
}

export interface Loaded {
  items: number;
  ms: number;
  latencies: number[];
}

export async function load({ port, connections, ms, request, check }: Load): Promise<Loaded> {
  const started = performance.now();
  const latencies: number[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    const connection = new Connection(port);
    while (performance.now() - started < ms) {
      const n = next++;
      const sentAt = performance.now();
      const answer = await connection.ask(request(n));
      latencies.push(performance.now() - sentAt);
      check?.(answer, n);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { items: latencies.length, ms: performance.now() - started, latencies };
}

const headEnd = Buffer.from('\r\n\r\n');

/** HTTP/1.1 with a Content-Length, one request at a time. */
export class Connection {
  private readonly socket: Socket;
  private received: Buffer[] = [];
  private size = 0;
  private head: { text: string; status: number; end: number; whole: number } | null = null;
  private waiting: { resolve(answer: Answered): void; reject(error: Error): void } | null = null;

  private readonly port: number;

  constructor(port: number) {
    this.port = port;
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk: Buffer) => this.take(chunk));
    this.socket.on('error', (error) => this.waiting?.reject(error));
    this.socket.on('close', () => this.waiting?.reject(new Error('The server closed the connection.')));
  }

  ask({ method = 'GET', path, body, headers = {} }: Asked): Promise<Answered> {
    let text = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\n`;
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`;
    if (body !== undefined) text += `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    this.socket.write(`${text}\r\n${body ?? ''}`);
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received.push(chunk);
    this.size += chunk.length;
    this.head ??= this.readHead();
    if (!this.head || this.size < this.head.whole) return;
    const { text, status, end, whole } = this.head;
    const body = Buffer.concat(this.received).subarray(end, whole);
    [this.received, this.size, this.head] = [[], 0, null];
    this.waiting?.resolve({ status, headers: text, body });
  }

  private readHead(): typeof this.head {
    const all = this.received.length === 1 ? this.received[0]! : Buffer.concat(this.received);
    const end = all.indexOf(headEnd);
    if (end < 0) return null;
    const text = all.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
    const status = Number(text.slice(9, 12));
    if (length === undefined && status !== 304) throw new Error(`An answer without a length: ${text}`);
    return { text, status, end: end + 4, whole: end + 4 + Number(length ?? 0) };
  }
}
