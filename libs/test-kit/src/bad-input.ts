/** Tries bad input of every kind at every endpoint that a service documents. */
import { randomUUID } from 'node:crypto';
import { scopes } from '@park/contracts';
import { limits } from '@park/service-kit';
import { attackFault, attacks } from './attacks.ts';
import type { ServiceUnderTest } from './service.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  items?: Schema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Parameter {
  name: string;
  in: string;
  schema: Schema;
}

interface Operation {
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

interface Attempt {
  what: string;
  statuses: number[];
  /** Which members the problem document must point to. */
  pointers?: string[];
  path?: string;
  query?: string;
  body?: unknown;
  as?: string[] | null;
  /** A member organisation, which must be refused for what it is, not for what it sends. */
  organisation?: string;
}

export interface BadInputReport {
  tried: number;
  /** The requests that were not refused as they should be, in words. */
  faults: string[];
}

const all = Object.keys(scopes);
const memberOrganisation = '91370211MA8888888C';

/** How long the thousands of requests may take on a machine that is busy with other things; 5 s on one that is not. */
export const badInputMs = 300_000;

export async function tryBadInput(park: ServiceUnderTest): Promise<BadInputReport> {
  const { body: document } = await park.ask('GET', '/openapi.json');
  const report: BadInputReport = { tried: 0, faults: [] };
  const token = await park.issuer.token({ scopes: all, subject: 'attacker' });
  for (const [path, item] of Object.entries<Record<string, Operation>>(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      for (const attempt of attemptsAt(path, operation, document.components.schemas)) {
        report.tried++;
        const fault = await faultOf(park, method.toUpperCase(), filled(path, operation), attempt);
        if (fault) report.faults.push(`${method.toUpperCase()} ${path}, ${attempt.what}: ${fault}`);
      }
      if (method === 'get') continue;
      const body = operation.requestBody?.content['application/json']?.schema;
      const most = body ? mostMembers(body, document.components.schemas) : 0;
      if (most > limits.bodyMembers) report.faults.push(`${method.toUpperCase()} ${path}: documents ${most} members, more than are read`);
      for (const attack of attacks) {
        report.tried++;
        const fault = await attackFault(park.url, { method: method.toUpperCase(), path: filled(path, operation) }, attack, token);
        if (fault) report.faults.push(`${method.toUpperCase()} ${path}, ${attack.what}: ${fault}`);
      }
    }
  }
  const { status } = await park.ask('GET', '/health/ready');
  if (status !== 200) report.faults.push(`afterwards it is not ready: ${status}`);
  return report;
}

/** The path with ids that nothing has. */
function filled(path: string, { parameters = [] }: Operation): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    typeOf(parameters.find((each) => each.name === name)?.schema ?? {}) === 'number' ? '999999999' : randomUUID(),
  );
}

function attemptsAt(path: string, operation: Operation, schemas: Record<string, Schema>): Attempt[] {
  const attempts: Attempt[] = [];
  if (operation.security) attempts.push({ what: 'no token', statuses: [401], as: null }, { what: 'no scope', statuses: [403], as: [] });
  if (path.includes('{id}')) attempts.push({ what: 'an id that is none', statuses: [400, 404, 422], path: path.replace('{id}', 'x') });
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  if (queries.length > 0) attempts.push({ what: 'an unknown parameter', statuses: [422], query: 'colour=red', pointers: ['/colour'] });
  for (const { name, schema } of queries) {
    for (const wrong of wrongTexts(schema))
      attempts.push({ what: `${name}=${wrong}`, statuses: [422], query: `${name}=${encodeURIComponent(wrong)}`, pointers: [`/${name}`] });
  }
  const body = operation.requestBody?.content['application/json']?.schema;
  if (
    operation.security &&
    !Object.values(operation.security[0]!)
      .flat()
      .every((scope) => scope.endsWith(':read'))
  ) {
    const good = body && goodValue(body, schemas);
    attempts.push({ what: 'a member organisation', statuses: [403, 404, 422], organisation: memberOrganisation, body: good });
  }
  return body ? [...attempts, ...bodies(resolved(body, schemas), schemas)] : attempts;
}

/** Members and list items of the largest body that is documented. */
function mostMembers(schema: Schema, schemas: Record<string, Schema>): number {
  const { properties = {}, items, maxItems = 0 } = resolved(schema, schemas);
  const own = Object.values(properties).reduce((sum, property) => sum + 1 + mostMembers(property, schemas), 0);
  return own + (items ? maxItems * (1 + mostMembers(items, schemas)) : 0);
}

/** A value that passes for its form: required members only. */
function goodValue(schema: Schema, schemas: Record<string, Schema>): unknown {
  const known = resolved(schema, schemas);
  const type = typeOf(known);
  const { format, enum: choices, example, default: usual, items, properties = {}, required = [], minimum = 1 } = known;
  const value = example ?? usual ?? choices?.[0];
  if (value !== undefined) return value;
  if (type === 'object') return Object.fromEntries(required.map((name) => [name, goodValue(properties[name]!, schemas)]));
  if (type === 'array') return [goodValue(items!, schemas)];
  if (format === 'uuid') return randomUUID();
  return type === 'boolean' ? true : type === 'string' ? 'x' : minimum;
}

function bodies(schema: Schema, schemas: Record<string, Schema>): Attempt[] {
  const required = (schema.required ?? []).map((name) => `/${name}`);
  const attempts: Attempt[] = [
    { what: 'a list for a body', statuses: [400, 422], body: [] },
    { what: 'null for a body', statuses: [400, 422], body: null },
    { what: 'an unknown member', statuses: [422], body: { colour: 'red' }, pointers: ['/colour'] },
  ];
  if (required.length > 0) attempts.push({ what: 'an empty body', statuses: [422], body: {}, pointers: required });
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    for (const wrong of wrongValues(resolved(property, schemas))) {
      attempts.push({
        what: `${name}: ${JSON.stringify(wrong)?.slice(0, 30)}`,
        statuses: [422],
        body: { [name]: wrong },
        pointers: [`/${name}`],
      });
    }
  }
  return attempts;
}

/** The schema of the value where it is not null. */
function typeOf({ type }: Schema): string | undefined {
  return [type].flat().find((one) => one !== 'null');
}

function resolved(schema: Schema, schemas: Record<string, Schema>): Schema {
  return schema.$ref ? schemas[schema.$ref.split('/').at(-1)!]! : schema;
}

function wrongTexts(schema: Schema): string[] {
  const type = typeOf(schema);
  const { format, enum: choices, minimum, maximum, maxLength } = schema;
  const wrong: string[] = [];
  if (choices) wrong.push('no-such-choice');
  if (type === 'integer' || type === 'number' || type === 'boolean') wrong.push('x');
  if (format === 'date') wrong.push('2025-02-30', 'tomorrow');
  if (format === 'date-time') wrong.push('x', '2026-01-01T00:00:00+99:99');
  if (format === 'uuid') wrong.push('x');
  if (minimum !== undefined) wrong.push(String(minimum - 1));
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) wrong.push(String(maximum + 1));
  if (maxLength !== undefined) wrong.push('a'.repeat(maxLength + 1));
  return wrong;
}

function wrongValues(schema: Schema): unknown[] {
  const type = typeOf(schema);
  const isNumber = type === 'integer' || type === 'number';
  const ofType: unknown[] = isNumber ? ['1', {}, 1e300] : type === 'boolean' ? ['true', 1] : type === 'array' ? ['x', {}] : [7, {}, []];
  const inType = wrongTexts(schema).map((text) => (isNumber ? Number(text) : text));
  const nulls = [schema.type].flat().includes('null') ? [] : [null];
  const numbers = type === 'integer' ? [0.5] : type === 'number' ? [1.5e-7] : [];
  return [...nulls, ...ofType, ...numbers, ...inType.filter((value) => !Number.isNaN(value))].filter(
    (value) => type !== 'object' || value === null || typeof value !== 'object',
  );
}

async function faultOf(park: ServiceUnderTest, method: string, path: string, attempt: Attempt): Promise<string | null> {
  const url = (attempt.path ?? path) + (attempt.query ? `?${attempt.query}` : '');
  const { status, headers, body } = await park.ask(method, url, {
    ...(attempt.as !== null && {
      as: { scopes: attempt.as ?? all, subject: 'bad-input', ...(attempt.organisation && { organisation: attempt.organisation }) },
    }),
    ...(method !== 'GET' && { body: attempt.body === undefined ? {} : attempt.body }),
    headers: { 'if-match': '"1"' },
  });
  const isOther = attempt.organisation !== undefined && body?.code === 'invalid_input';
  if (!attempt.statuses.includes(status) || isOther) return `${status} ${body?.code ?? ''} ${JSON.stringify(body?.errors ?? [])}`;
  if (!headers.get('content-type')?.includes('application/problem+json')) return `no problem document but ${headers.get('content-type')}`;
  const found = new Set((body.errors ?? []).map(({ pointer }: { pointer: string }) => `/${pointer.split('/')[1]}`));
  const missing = (attempt.pointers ?? []).filter((pointer) => !found.has(pointer));
  return missing.length > 0 ? `it points to ${[...found].join(', ') || 'nothing'}, not to ${missing.join(', ')}` : null;
}
