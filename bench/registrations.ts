/** The command that benchmarks measure: registrations of market entities, 32 in flight, each with an Idempotency-Key. */
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { usccCheckCharacter } from '../libs/kernel/src/uscc.ts';
import { cpuMs } from './processes.ts';
import type { Round } from './rounds.ts';

export const inFlight = 32;

export interface Registration {
  key: string;
  body: string;
}

export interface Sent extends Registration {
  /** Null where no answer came. */
  status: number | null;
  ms: number;
}

let serial = Date.now();

export function aRegistration(): Registration {
  const organisation = (serial++).toString(27).toUpperCase().replaceAll('I', 'R').replaceAll('O', 'T').padStart(9, '0').slice(-9);
  const first17 = `91370211${organisation}`;
  const entity = {
    uscc: first17 + usccCheckCharacter(first17),
    name: `青岛示例${serial}科技有限公司`,
    kind: 'enterprise',
    established_on: '2024-03-01',
    industry_code: 'I65',
    size_class: 'small',
  };
  return { key: randomUUID(), body: JSON.stringify(entity) };
}

export async function send(pool: Pool, authorization: string, { key, body }: Registration): Promise<Sent> {
  const began = performance.now();
  try {
    const { statusCode: status, body: answer } = await pool.request({
      path: '/market-entities',
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      body,
    });
    await answer.dump();
    return { key, body, status, ms: performance.now() - began };
  } catch {
    return { key, body, status: null, ms: performance.now() - began };
  }
}

/** Keeps 32 in flight for so long. */
export async function registerFor(ms: number, url: string, authorization: string): Promise<Sent[]> {
  const end = performance.now() + ms;
  const pool = new Pool(url, { connections: inFlight, pipelining: 1 });
  const all: Sent[] = [];
  const worker = async (): Promise<void> => {
    while (performance.now() < end) all.push(await send(pool, authorization, aRegistration()));
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  await pool.destroy();
  return all;
}

/** `pids`: the processes whose CPU counts. Throws where a command was refused. */
export async function registrationRound(ms: number, url: string, authorization: string, pids: readonly number[]): Promise<Round> {
  const [before, began] = [cpuMs(pids), performance.now()];
  const sent = await registerFor(ms, url, authorization);
  const [took, cpu] = [performance.now() - began, cpuMs(pids) - before];
  const refused = sent.filter(({ status }) => status !== 201);
  if (refused.length > 0) throw new Error(`${refused.length} of ${sent.length} were refused, the first with ${refused[0]!.status}.`);
  return { items: sent.length, ms: took, cpuMs: cpu, latencies: sent.map((one) => one.ms) };
}
