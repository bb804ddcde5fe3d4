/** Bodies that pass every check of form, with each value at its edge: days three centuries apart, the largest numbers, the longest texts. */
import { randomUUID } from 'node:crypto';
import { all, resolved, typeOf, type Document, type Operation, type Schema, type Schemas } from './documented-input.ts';
import type { ServiceUnderTest } from './service.ts';

/** `apart`: the first day of an object as early as can be, the others as late. */
const edges = ['usual', 'least', 'most', 'apart'] as const;
type Edge = (typeof edges)[number];
const longest = 2_000;

/**
 * The requests that were answered by 500. Bodies that are good are taken, and what they make is what the requests after them are about: so the second time
 * finds more than the first.
 */
export async function extremeBodyFaults(park: ServiceUnderTest): Promise<string[]> {
  const { paths, components } = await park.ok<Document>('GET', '/openapi.json');
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => (method === 'get' ? [] : [{ path, method: method.toUpperCase(), operation }])),
  );
  const made = new Made();
  const faults: string[] = [];
  for (const { path, method, operation } of [...operations, ...operations]) {
    for (const edge of edges) {
      const body = bodyOf(operation, components.schemas, edge, made);
      const as = { scopes: all, subject: edge };
      const answer = await park.ask(method, path.replaceAll(/\{\w+\}/g, made.at(path)), {
        as,
        body,
        ...(method === 'PATCH' && { headers: { 'if-match': '"1"' } }),
      });
      if (answer.status >= 500) faults.push(`${method} ${path}, ${edge}: ${answer.status} ${JSON.stringify(body).slice(0, 500)}`);
      if (answer.status === 201 && typeof answer.body?.id === 'string') made.keep(path, answer.body.id);
    }
  }
  return faults;
}

/** Ids of records, by the collection that they were made in. */
class Made {
  private readonly ids = new Map<string, string>();

  keep(path: string, id: string): void {
    this.ids.set(collectionOf(path), id);
  }

  at(path: string): string {
    return this.ids.get(collectionOf(path)) ?? randomUUID();
  }

  /** For a member such as `entity_id`, an id of `market-entities`. */
  for(member: string): string {
    const one = member.replace(/_ids?$/, '').replaceAll('_', '-');
    const several = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
    return [...this.ids].find(([collection]) => collection.endsWith(several))?.[1] ?? randomUUID();
  }
}

function collectionOf(path: string): string {
  return path.split('/')[1]!;
}

function bodyOf({ requestBody }: Operation, schemas: Schemas, edge: Edge, made: Made): unknown {
  const schema = requestBody?.content['application/json']?.schema;
  return schema ? atEdge('', schema, { schemas, edge, made }) : {};
}

interface Around {
  schemas: Schemas;
  edge: Edge;
  made: Made;
}

function atEdge(name: string, schema: Schema, around: Around, isFirst = true): unknown {
  const { schemas, edge, made } = around;
  const known = resolved(schema, schemas);
  const { format, enum: choices, minimum = 0, maximum = 1, maxLength = longest, items, properties, example, pattern } = known;
  const type = typeOf(known);
  if (type === 'object' && properties) {
    const days = Object.keys(properties).filter((member) => properties[member]!.format?.startsWith('date'));
    const members = Object.entries(properties).map(([member, one]) => [member, atEdge(member, one, around, member === days[0])]);
    return Object.fromEntries(members);
  }
  if (type === 'array') return items ? [atEdge(name, items, around, isFirst)] : [];
  if (format === 'uuid') return made.for(name);
  if (type === 'boolean') return true;
  if (choices) return edge === 'most' ? choices.at(-1) : choices[0];
  if (edge === 'usual' && example !== undefined) return example;
  const day = edge === 'least' || (edge === 'apart' && isFirst) ? '1900-01-01' : '2199-12-31';
  if (format === 'date') return day;
  if (format === 'date-time') return `${day}T23:59:59.999999+14:00`;
  if (type === 'number' || type === 'integer') return edge === 'most' || edge === 'apart' ? maximum : minimum;
  if (example !== undefined || pattern !== undefined || format !== undefined || type !== 'string') return example;
  return edge === 'most' || edge === 'apart' ? '\u{20BB7}'.repeat(Math.floor(Math.min(maxLength, longest) / 2)) : `一${edge}`;
}
