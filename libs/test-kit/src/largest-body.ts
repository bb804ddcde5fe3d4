/** The largest body that a service documents: it must be read, and what is hidden deep in it must be refused before it costs anything. */
import { limits } from '@park/service-kit';
import { attackFault, type Attack } from './attacks.ts';
import { filled, goodValue, mostMembers, type Document, type Operation, type Schema } from './documented-input.ts';
import { rawRequest } from './raw-request.ts';
import type { ServiceUnderTest } from './service.ts';

interface Place {
  method: string;
  path: string;
  schema: Schema;
  members: number;
}

export async function largestBodyFaults(
  park: ServiceUnderTest,
  document: Document,
  token: string,
): Promise<{ tried: number; faults: string[] }> {
  const places = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => placeOf(path, method, operation, document)),
  );
  const [largest] = places.sort((a, b) => b.members - a.members);
  if (!largest) return { tried: 0, faults: ['no operation documents a body'] };
  const { method, path, schema, members } = largest;
  const faults = members > limits.bodyMembers ? [`${method} ${path} documents ${members} members, more than are read`] : [];

  const whole = JSON.stringify(goodValue(schema, document.components.schemas, 'all'));
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(whole)),
    authorization: `Bearer ${token}`,
  };
  const read = await rawRequest(park.url, { method, path, headers, body: whole }).catch((error: Error) => error);
  if (read instanceof Error) faults.push(`${method} ${path}, as large as documented: ${read.message}`);
  else if (read.status >= 500 || ['body_too_large', 'too_many_members', 'too_deep'].includes(read.body?.code))
    faults.push(`${method} ${path}, as large as documented: ${read.status} ${read.body?.code}`);

  const attacks = hidden(() => goodValue(schema, document.components.schemas, 'one'), whole);
  for (const attack of attacks) {
    const fault = await attackFault(park.url, { method, path }, attack, token);
    if (fault) faults.push(`${method} ${path}, ${attack.what}: ${fault}`);
  }
  return { tried: attacks.length + 1, faults };
}

function placeOf(path: string, method: string, operation: Operation, { components }: Document): Place[] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return [];
  return [{ method: method.toUpperCase(), path: filled(path, operation), schema, members: mostMembers(schema, components.schemas) }];
}

/** `small`: the body with one item in each list. */
function hidden(small: () => unknown, whole: string): Attack[] {
  const changed = (change: (innermost: Record<string, unknown>) => void): Pick<Attack, 'body' | 'headers'> => {
    const body = small();
    change(innermostOf(body)!);
    return complete(JSON.stringify(body));
  };
  const unknown = (count: number): Pick<Attack, 'body' | 'headers'> =>
    changed((innermost) => Object.assign(innermost, Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]))));
  const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
  return [
    { what: 'as large as documented, without a token', ...complete(whole), withToken: false, statuses: [401], codes: ['unauthenticated'] },
    {
      what: '1,500 unknown members in its innermost object',
      ...unknown(1_500),
      withToken: true,
      statuses: [422],
      codes: ['invalid_input'],
    },
    { what: '5,000 in there', ...unknown(5_000), withToken: true, statuses: [422], codes: ['too_many_members'] },
    {
      what: '2,000 lists in each other in there',
      ...changed((innermost) => void (innermost[Object.keys(innermost)[0] ?? 'k'] = deep(2_000))),
      withToken: true,
      statuses: [422],
      codes: ['too_deep'],
    },
    {
      what: 'a prototype in there',
      ...complete(JSON.stringify(small()).replace(/\}(?=[^{]*$)/, (end) => `,"__proto__":{"isAdmin":true}${end}`)),
      withToken: true,
      statuses: [400],
      codes: ['malformed_request'],
    },
  ];
}

function complete(body: string): Pick<Attack, 'body' | 'headers'> {
  return { body, headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) } };
}

/** An object without objects in it, of those that the value is made of. */
function innermostOf(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const one of Object.values(value)) {
    const inner = innermostOf(one);
    if (inner) return inner;
  }
  return Array.isArray(value) ? null : (value as Record<string, unknown>);
}
