/** Values that nobody means, in every parameter of every query and path: none may be answered by 500. */
import { limits } from '@park/service-kit';
import { all, filled, typeOf, type Document, type Operation, type Schema } from './documented-input.ts';
import { forgedCursors } from './forged-cursors.ts';
import type { TokenWish } from './issuer.ts';
import type { ServiceUnderTest } from './service.ts';

const atOnce = 8;
/** For one answer, on a machine that is busy with other things. */
const withinMs = 30_000;

/** As they stand in a URL. */
const anything = ['', '%00', '%ED%A0%80', '%25%5C%27%22', `${'9'.repeat(40)}`, '-1', '1e999', 'NaN', '%5B%5D', '__proto__', 'null', 'true'];
const cursors = [
  'x',
  'null',
  '{}',
  '[]',
  '[null,null,null]',
  '["2026-01-01T00:00:00+99:99","x"]',
  '["9","9:9:9","9","9"]',
  '99999999999999999999',
  '-1',
  '1.1.1.1',
  '1e9',
].flatMap((text) => [encodeURIComponent(text), Buffer.from(text).toString('base64url')]);
const ofDates = ['0000-01-01', '9999-12-31', '1900-01-01', '2199-12-31', '2025-02-29', 'infinity', 'now', '%EF%BC%92025-01-01'];
const ofInstants = [
  '1900-01-01T00:00:00%2B14:00',
  '2199-12-31T23:59:59.999999-14:00',
  '2026-01-01T00:00:00%2B99:99',
  '2026-01-01T24:00:00Z',
  '2026-01-01T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '294277-01-01T00:00:00Z',
  '2026-01-01',
];
const ofNumbers = ['9007199254740993', '2147483648', '-2147483649', '0.1', '1e3', '0x10', '%EF%BC%91'];

/** `as`: by default the operator, with every scope. */
export async function hostileFaults(
  park: ServiceUnderTest,
  document: Document,
  as: TokenWish = { scopes: all },
): Promise<{ tried: number; faults: string[] }> {
  const gets = Object.entries(document.paths).flatMap(([path, { get }]) => (get ? [[path, get] as const] : []));
  const addresses = gets.flatMap(([path, operation]) => [...queriesOf(path, operation), ...pathsOf(path)]);
  const lists = gets.filter(([, operation]) => operation.parameters?.some(({ name }) => name === 'sort'));
  const { addresses: forged, faults } = await forgedCursors(
    park,
    lists.map(([path, operation]) => ({ path: filled(path, operation), operation })),
  );
  const authorization = `Bearer ${await park.issuer.token(as)}`;
  for (const some of inTurns([...addresses, ...forged])) {
    const found = await Promise.all(some.map((address) => faultAt(park.url, address, authorization)));
    faults.push(...found.flatMap((fault) => fault ?? []));
  }
  return { tried: addresses.length + forged.length, faults };
}

function queriesOf(path: string, operation: Operation): string[] {
  const to = filled(path, operation);
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const single = queries.flatMap(({ name, schema }) =>
    [...hostile(name, schema), `${exampleOf(schema)}&${name}=${exampleOf(schema)}`].map((value) => `${to}?${name}=${value}`),
  );
  const odd = queries.slice(0, 1).flatMap(({ name }) => [`${to}?${name}[]=1`, `${to}?${name}[a]=1`, `${to}?${name}`, `${to}?%00=1`]);
  // A span of three hundred years, by the day where there is a choice.
  const ends = queries.filter(({ schema }) => schema.format?.startsWith('date'));
  const span = ends.map(({ name, schema }, i) => `${name}=${extreme(schema, i === 0 ? '1900-01-01' : '2199-12-31')}`);
  return [...single, ...odd, ...(span.length > 1 ? [`${to}?${span.join('&')}`, `${to}?${span.join('&')}&grain=day`] : [])];
}

function hostile(name: string, schema: Schema): string[] {
  const type = typeOf(schema);
  if (name === 'cursor') return [...anything, ...cursors];
  if (schema.format === 'date') return [...anything, ...ofDates];
  if (schema.format === 'date-time') return [...anything, ...ofInstants];
  return type === 'integer' || type === 'number' ? [...anything, ...ofNumbers] : anything;
}

function exampleOf({ example, enum: choices }: Schema): string {
  return encodeURIComponent(String(example ?? choices?.[0] ?? '1'));
}

function extreme({ format }: Schema, day: string): string {
  return format === 'date' ? day : `${day}T00:00:00Z`;
}

function pathsOf(path: string): string[] {
  if (!path.includes('{')) return [];
  const parts = [
    '%00',
    '%ED%A0%80',
    '%25',
    '..%2f..',
    '__proto__',
    'constructor',
    'x'.repeat(limits.pathPartCharacters),
    '9'.repeat(30),
    '%F0%9F%8F%A0',
  ];
  return parts.map((part) => path.replaceAll(/\{\w+\}/g, part));
}

function* inTurns<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += atOnce) yield items.slice(at, at + atOnce);
}

async function faultAt(url: string, address: string, authorization: string): Promise<string | null> {
  const answer = await fetch(url + address, { headers: { authorization }, signal: AbortSignal.timeout(withinMs) });
  if (answer.status < 500) {
    await answer.body?.cancel(); // it may be a stream
    return null;
  }
  const text = await answer.text();
  // A service that this one asks does not run here.
  const isExpected = answer.status === 503 && /"code":"[a-z]+_unreachable"/.test(text);
  return isExpected ? null : `GET ${address.slice(0, 200)}: ${answer.status} ${text.slice(0, 200)}`;
}
