/** Tries bad input of every kind at every endpoint that a service documents. */
import { attackFault, attacks, forms } from './attacks.ts';
import { all, filled, goodValue, resolved, typeOf, type Document, type Operation, type Schema, type Schemas } from './documented-input.ts';
import { fileAttackFaults } from './file-attacks.ts';
import { hostileFaults } from './hostile-values.ts';
import { largestBodyFaults } from './largest-body.ts';
import type { ServiceUnderTest } from './service.ts';

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

const memberOrganisation = '91370211MA8888888C';

/** How long the thousands of requests may take on a machine that is busy with other things; 5 s on one that is not. */
export const badInputMs = 300_000;

export async function tryBadInput(park: ServiceUnderTest): Promise<BadInputReport> {
  const { body: document } = await park.ask<Document>('GET', '/openapi.json');
  const report: BadInputReport = { tried: 0, faults: [] };
  const token = await park.issuer.token({ scopes: all, subject: 'attacker' });
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      for (const attempt of attemptsAt(path, operation, document.components.schemas)) {
        report.tried++;
        const fault = await faultOf(park, method.toUpperCase(), filled(path, operation), attempt);
        if (fault) report.faults.push(`${method.toUpperCase()} ${path}, ${attempt.what}: ${fault}`);
      }
      if (method === 'get') continue;
      for (const attack of [...attacks, ...forms]) {
        report.tried++;
        const fault = await attackFault(park.url, { method: method.toUpperCase(), path: filled(path, operation) }, attack, token);
        if (fault) report.faults.push(`${method.toUpperCase()} ${path}, ${attack.what}: ${fault}`);
      }
    }
  }
  const others = [await hostileFaults(park, document), await largestBodyFaults(park, document, token), await fileAttackFaults(park)];
  for (const { tried, faults } of others) {
    report.tried += tried;
    report.faults.push(...faults);
  }
  const { status } = await park.ask('GET', '/health/ready');
  if (status !== 200) report.faults.push(`afterwards it is not ready: ${status}`);
  return report;
}

function attemptsAt(path: string, operation: Operation, schemas: Schemas): Attempt[] {
  const attempts: Attempt[] = [];
  if (operation.security) attempts.push({ what: 'no token', statuses: [401], as: null }, { what: 'no scope', statuses: [403], as: [] });
  if (path.includes('{id}')) attempts.push({ what: 'an id that is none', statuses: [400, 404, 422], path: path.replace('{id}', 'x') });
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  for (const unknown of queries.length > 0 ? ['colour', '__proto__', 'constructor'] : [])
    attempts.push({ what: `the unknown parameter ${unknown}`, statuses: [422], query: `${unknown}=1`, pointers: [`/${unknown}`] });
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

function bodies(schema: Schema, schemas: Schemas): Attempt[] {
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
