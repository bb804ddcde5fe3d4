/** The two sample members that read their feed themselves: one by pages, which acknowledge as they go on, one as a stream. */
import { setTimeout as pause } from 'node:timers/promises';
import { readJson, writeJson } from '../../parts/process-record.ts';

export interface Reader {
  name: string;
  feedsUrl: string;
  tokenEndpoint: string;
  clientId: string;
  clientSecret: string;
  /** File in which the position is kept. */
  file: string;
}

/** Its membership may not be known yet; the park may be just starting. */
const againAfterMs = 2_000;
const waitS = 25;
const tokenMarginMs = 30_000;

/** Goes on for ever. */
export async function readPages(reader: Reader): Promise<never> {
  return await asReader(reader, async (position, authorization) => {
    const answer = await fetch(`${reader.feedsUrl}/feed?after=${position}&limit=500&wait=${waitS}`, { headers: { authorization } });
    if (!answer.ok) return await positionAfter(answer, position);
    const entries = (await answer.json()) as { feedposition: number }[];
    return entries.at(-1)?.feedposition ?? position;
  });
}

/** Goes on for ever. */
export async function readStream(reader: Reader): Promise<never> {
  return await asReader(reader, async (from, authorization) => {
    const headers = { authorization, 'last-event-id': String(from) };
    const answer = await fetch(`${reader.feedsUrl}/feed/live`, { headers });
    if (!answer.ok) return await positionAfter(answer, from);
    let position = from;
    let rest = '';
    for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
      const frames = (rest + text).split('\n\n');
      rest = frames.pop()!;
      for (const frame of frames) position = Number(/^id: (\d+)$/m.exec(frame)?.[1] ?? position);
      keep(reader, position);
    }
    return position;
  });
}

/** Calls `turn` again and again from where the last one got to; it throws where it should be tried again later. */
async function asReader(reader: Reader, turn: (position: number, authorization: string) => Promise<number>): Promise<never> {
  let token = { value: '', until: 0 };
  let complaint = '';
  for (;;) {
    try {
      if (Date.now() > token.until) token = await tokenOf(reader);
      keep(reader, await turn(positionOf(reader), `Bearer ${token.value}`));
      complaint = '';
    } catch (error) {
      const { message } = error as Error;
      if (message !== complaint) console.log(`${reader.name}: ${message}; trying again`);
      complaint = message;
      await pause(againAfterMs);
    }
  }
}

/** Entries that are not kept any more are left out. */
async function positionAfter(answer: Response, position: number): Promise<number> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; oldest?: number };
  if (answer.status === 410) return Math.max(position, problem.oldest! - 1);
  throw new Error(`${answer.status} ${problem.code}`);
}

async function tokenOf({ tokenEndpoint, clientId, clientSecret }: Reader): Promise<{ value: string; until: number }> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(tokenEndpoint, { method: 'POST', body });
  if (!answer.ok) throw new Error(`the issuer gave no token (${answer.status})`);
  const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
  return { value: access_token, until: Date.now() + expires_in * 1_000 - tokenMarginMs };
}

const positions = new Map<string, number>();

function positionOf({ file }: Reader): number {
  return positions.get(file) ?? readJson<{ position: number }>(file)?.position ?? 0;
}

function keep({ file }: Reader, position: number): void {
  if (positionOf({ file } as Reader) === position) return;
  positions.set(file, position);
  writeJson(file, { position });
}
