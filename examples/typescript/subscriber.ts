/**
 * A complete subscriber of a member’s feed, for Node 24: `node subscriber.ts pull`, `node subscriber.ts stream` or `node subscriber.ts webhook`.
 * The position is kept in a file. It is the same in every door, so that the subscriber can stop in one and go on in another.
 *
 * FEEDS_URL      address of the feeds service
 * TOKEN          a bearer token; or TOKEN_URL, CLIENT_ID and CLIENT_SECRET, to ask for one
 * STATE_FILE     where the position is kept; `state.json` unless given
 * WEBHOOK_SECRET of the endpoint, `whsec_…`; PORT where webhooks come in
 * STOP_AT        stop when everything up to this position has been handled; for ever unless given
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

interface CloudEvent {
  feedposition: number;
  id: string;
  source: string;
  type: string;
  subject: string;
  data: Record<string, unknown>;
}

const env = process.env;
const url = env['FEEDS_URL'] ?? 'http://localhost:7306';
const stateFile = env['STATE_FILE'] ?? 'state.json';
const stopAt = Number(env['STOP_AT'] ?? Infinity);

/** The work of the subscriber: here it prints. It may be called again with the same event after a crash, and must not mind. */
function handle(event: CloudEvent): void {
  console.log(`${event.feedposition} ${event.type} ${event.subject} ${JSON.stringify(event.data)}`);
}

/** Everything up to `position` was handled, and of what is later the positions in `ahead`: webhooks of different records overtake each other. */
class Progress {
  position = 0;
  private readonly ahead = new Set<number>();

  constructor() {
    try {
      const state = JSON.parse(readFileSync(stateFile, 'utf8')) as { position: number; ahead: number[] };
      this.position = state.position;
      this.ahead = new Set(state.ahead);
    } catch {
      console.error('There is no position yet: beginning with the oldest entry.');
    }
  }

  get isDone(): boolean {
    return this.position >= stopAt;
  }

  /** Handles those that were not handled yet, and then stores the position. */
  take(events: readonly CloudEvent[]): void {
    for (const event of events) {
      if (event.feedposition <= this.position || this.ahead.has(event.feedposition)) continue;
      handle(event);
      this.ahead.add(event.feedposition);
    }
    while (this.ahead.delete(this.position + 1)) this.position++;
    this.store();
  }

  /** Entries that are not kept any more cannot be read in any door. */
  skipTo(position: number): void {
    this.position = position;
    for (const one of this.ahead) if (one <= position) this.ahead.delete(one);
    this.store();
  }

  /** Under another name first: a crash leaves the old file or the new one. */
  private store(): void {
    writeFileSync(`${stateFile}.new`, JSON.stringify({ position: this.position, ahead: [...this.ahead] }));
    renameSync(`${stateFile}.new`, stateFile);
  }
}

let token: { value: string; until: number } | null = env['TOKEN'] ? { value: env['TOKEN'], until: Infinity } : null;

async function authorization(): Promise<string> {
  if (token === null || token.until < Date.now()) {
    const credentials = Buffer.from(`${env['CLIENT_ID']}:${env['CLIENT_SECRET']}`).toString('base64');
    const answer = await fetch(env['TOKEN_URL']!, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&scope=feeds:feed:read',
    });
    const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
    token = { value: access_token, until: Date.now() + (expires_in - 30) * 1_000 };
  }
  return `Bearer ${token.value}`;
}

/** Answers false where the request must be made again: after a pause, or from the oldest position that is kept. */
async function isGood(answer: Response, progress: Progress): Promise<boolean> {
  if (answer.ok) return true;
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; oldest?: number };
  console.error(`${answer.status} ${problem.code}: ${problem.detail}`);
  if (answer.status === 410) {
    progress.skipTo(problem.oldest! - 1);
    return false;
  }
  if (answer.status < 500 && answer.status !== 429) process.exit(1);
  await pause();
  return false;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_000));

async function pull(progress: Progress): Promise<void> {
  while (!progress.isDone) {
    try {
      const answer = await fetch(`${url}/feed?after=${progress.position}&limit=100&wait=30`, {
        headers: { authorization: await authorization() },
      });
      if (await isGood(answer, progress)) progress.take((await answer.json()) as CloudEvent[]);
    } catch (error) {
      console.error(String(error));
      await pause();
    }
  }
}

async function stream(progress: Progress): Promise<void> {
  while (!progress.isDone) {
    const over = new AbortController();
    try {
      const headers = { authorization: await authorization(), 'last-event-id': String(progress.position) };
      const answer = await fetch(`${url}/feed/live`, { headers, signal: over.signal });
      if (!(await isGood(answer, progress))) continue;
      let rest = '';
      for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
        const frames = (rest + text).split('\n\n');
        rest = frames.pop()!;
        const data = frames.flatMap((frame) => frame.split('\n').filter((line) => line.startsWith('data: ')));
        if (data.length > 0) progress.take(data.map((line) => JSON.parse(line.slice(6)) as CloudEvent));
        if (progress.isDone) break;
      }
    } catch (error) {
      console.error(String(error));
      await pause();
    } finally {
      over.abort();
    }
  }
}

/** Answers 2xx after the event was handled and the position stored: what is not acknowledged comes again. */
async function webhook(progress: Progress): Promise<void> {
  const verifier = new Webhook(env['WEBHOOK_SECRET']!);
  await new Promise<void>((done) => {
    const server = createServer((request, answer) => {
      if (request.method === 'OPTIONS') {
        answer
          .writeHead(200, { 'WebHook-Allowed-Origin': request.headers['webhook-request-origin'] ?? '*', 'WebHook-Allowed-Rate': '*' })
          .end();
        return;
      }
      answer.once('finish', () => progress.isDone && done());
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        try {
          const event = verifier.verify(Buffer.concat(chunks).toString('utf8'), request.headers as Record<string, string>) as CloudEvent;
          // A test event has no position.
          if (event.feedposition !== undefined) progress.take([event]);
          answer.writeHead(204).end();
        } catch (error) {
          console.error(String(error));
          answer.writeHead(401).end();
        }
      });
    });
    server.listen(Number(env['PORT'] ?? 8080), () => console.error(`Waiting for webhooks at port ${env['PORT'] ?? 8080}.`));
  });
}

const doors: Record<string, (progress: Progress) => Promise<void>> = { pull, stream, webhook };
const door = doors[process.argv[2] ?? ''];
if (!door) {
  console.error('Usage: node subscriber.ts pull|stream|webhook');
  process.exit(1);
}
await door(new Progress());
process.exit(0);
