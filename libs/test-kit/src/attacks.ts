/**
 * Requests that cost little to send and would cost much to serve: too many members, too deep, too long, too slow, or without a token.
 * Each must be refused before the work is done.
 */
import { rawRequest, type RawRequest } from './raw-request.ts';

export interface Attack extends Pick<RawRequest, 'body'> {
  what: string;
  statuses: number[];
  codes: string[];
  headers?: Record<string, string>;
  withToken: boolean;
}

const json = { 'content-type': 'application/json' };
const errorsAtMost = 50;
const answerBytesAtMost = 64 * 1024;

function members(count: number): string {
  return `{${Array.from({ length: count }, (_, i) => `"k${i}":1`).join()}}`;
}

function complete(body: string): Pick<Attack, 'body' | 'headers'> {
  return { body, headers: { ...json, 'content-length': String(Buffer.byteLength(body)) } };
}

const many = members(300_000);

/** For every operation that may have a body, whether or not it takes one. */
export const attacks: readonly Attack[] = [
  // Only the beginning is sent: the length that the header promises is reason enough.
  {
    what: '300,000 members',
    body: many.slice(0, 1_000),
    headers: { ...json, 'content-length': String(many.length) },
    withToken: true,
    statuses: [413],
    codes: ['body_too_large'],
  },
  {
    what: '300,000 members of no stated length',
    body: chunked(many.slice(0, 200_000)),
    headers: { ...json, 'transfer-encoding': 'chunked' },
    withToken: true,
    statuses: [413],
    codes: ['body_too_large'],
  },
  { what: '5,000 members', ...complete(members(5_000)), withToken: true, statuses: [422], codes: ['too_many_members'] },
  {
    what: '10,000 lists in each other',
    ...complete(`{"k":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    withToken: true,
    statuses: [422],
    codes: ['too_deep'],
  },
  {
    what: '5,000 objects in each other',
    ...complete(`${'{"k":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
    withToken: true,
    statuses: [422],
    codes: ['too_deep'],
  },
  {
    what: 'a body that never comes, without a token',
    body: '{',
    headers: { ...json, 'content-length': '100000' },
    withToken: false,
    statuses: [401],
    codes: ['unauthenticated'],
  },
  { what: 'broken JSON without a token', ...complete('{bad'), withToken: false, statuses: [401], codes: ['unauthenticated'] },
  { what: 'a prototype without a token', ...complete('{"__proto__":{}}'), withToken: false, statuses: [401], codes: ['unauthenticated'] },
];

/** No service takes a form: a page of another site can send one without asking first. For every route that there is. */
export const forms: readonly Attack[] = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'].map((type) => ({
  what: `a form, ${type}`,
  body: 'text=x',
  headers: { 'content-type': type, 'content-length': '6' },
  withToken: true,
  statuses: [415],
  codes: ['unsupported_media_type'],
}));

function chunked(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

/** Answers what is wrong with how it is refused, in words, or null. */
export async function attackFault(
  url: string,
  operation: { method: string; path: string },
  attack: Attack,
  token: string,
): Promise<string | null> {
  const headers = { ...attack.headers, ...(attack.withToken && { authorization: `Bearer ${token}` }) };
  const answer = await rawRequest(url, { ...operation, headers, body: attack.body ?? '' }).catch((error: Error) => error);
  if (answer instanceof Error) return answer.message;
  const { status, body, bytes, contentType } = answer;
  if (!attack.statuses.includes(status) || !attack.codes.includes(body?.code)) return `${status} ${body?.code ?? ''}`;
  if (!contentType.includes('application/problem+json')) return `no problem document but ${contentType}`;
  if ((body.errors ?? []).length > errorsAtMost) return `${body.errors.length} errors`;
  return bytes > answerBytesAtMost ? `${bytes} bytes of answer` : null;
}
