/** The park's API as the pages ask it: with the token of who is signed in, and problems told as they are. */
import type { Problem } from '@park/contracts';
import { forgetToken, token } from '../sign-in/session.store.ts';

/** An answer of 4xx or 5xx. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(problem.detail ?? problem.title ?? String(status));
  }
}

/** No answer at all. */
export class Unreachable extends Error {}

export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const first = await attempt(path, init);
  if (first.status !== 401) return await accepted(first);
  forgetToken();
  return await accepted(await attempt(path, init));
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send(path, { ...(signal && { signal }), headers: { accept: 'application/json' } })).json()) as T;
}

export async function post<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await send(path, {
    method: 'POST',
    ...(signal && { signal }),
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await answer.json()) as T;
}

/** Changes a row of that version. */
export async function patch<T>(path: string, version: number, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', 'if-match': `"${version}"` };
  return (await (await send(path, { method: 'PATCH', headers, body: JSON.stringify(body) })).json()) as T;
}

const keptMs = 60_000;

const tableTypes = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
export type TableForm = keyof typeof tableTypes;

/** Saves what the API gives as a table. */
export async function saveTable(path: string, name: string, form: TableForm, headings: 'zh' | 'en'): Promise<void> {
  await saveAs(`${path}${path.includes('?') ? '&' : '?'}headings=${headings}`, tableTypes[form], `${name}.${form}`);
}

/** A plain link could not carry the token. */
export async function saveAs(path: string, type: string, name: string): Promise<void> {
  const answer = await send(path, { headers: { accept: type } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  // Some browsers begin to read only after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
}

async function attempt(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  try {
    headers.set('authorization', `Bearer ${await token()}`);
    return await fetch(path, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Unreachable(String(error));
  }
}

async function accepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  throw new Refused(answer.status, problem);
}
