/**
 * Documents the answers of an aggregate’s routes from its table: `GET /leases` a page of rows, every other route one row.
 * A column that the aggregate's requests know by the same name is described as it is there, one with a structure as its events tell it.
 */
import { eventTypes, jsonSchemaOf } from '@park/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { EntitySchema, EntitySchemaColumnOptions } from 'typeorm';
import { fileContents } from './answer.ts';

type Schema = Record<string, unknown>;

interface Operation {
  parameters?: { name: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  responses: Record<string, { content?: unknown }>;
}

const forms: Record<string, Schema> = {
  uuid: { type: 'string', format: 'uuid' },
  text: { type: 'string' },
  date: { type: 'string', format: 'date' },
  timestamptz: { type: 'string', format: 'date-time' },
  smallint: { type: 'integer' },
  integer: { type: 'integer' },
  bigint: { type: 'integer' },
  numeric: { type: 'number' },
  boolean: { type: 'boolean' },
};

export function describeAnswers(document: OpenAPIObject, tables: readonly EntitySchema[]): void {
  const schemas = document.components!.schemas! as Record<string, Schema>;
  for (const table of tables) {
    const surface = surfaceOf(table);
    const paths = Object.entries(document.paths).filter(([path]) => path === surface || path.startsWith(`${surface}/`));
    if (paths.length === 0) continue;
    const name = titleOf(table.options.name);
    const operations = paths.flatMap(([path, item]) =>
      Object.values(item as Record<string, Operation>).filter((operation) => path === surface || isOfRow(operation)),
    );
    schemas[name] = rowSchema(table, knownMembers(operations, schemas));
    const row = { $ref: `#/components/schemas/${name}` };
    for (const [path, item] of paths) {
      for (const [method, { responses }] of Object.entries(item as Record<string, Operation>)) {
        const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))![1];
        const isList = method === 'get' && path === surface;
        answer.content ??= { 'application/json': { schema: isList ? pageOf(row) : row }, ...(isList && fileContents) };
      }
    }
  }
}

/** Not an operation with an answer of its own, whose members may have the names of columns and be something else. */
function isOfRow({ responses }: Operation): boolean {
  return Object.entries(responses).every(([status, { content }]) => !status.startsWith('2') || content === undefined);
}

function rowSchema(table: EntitySchema, known: Map<string, Schema>): Schema {
  const columns = Object.entries(table.options.columns) as [string, EntitySchemaColumnOptions][];
  const properties = columns.map(([name, { type, array, nullable }]) => {
    const { description, example, enum: choices } = known.get(name) ?? {};
    const plain = { ...forms[type as string], ...(choices !== undefined && { enum: choices }) };
    const form: Schema = type === 'jsonb' ? structureOf(table.options.name, name) : array ? { type: 'array', items: plain } : plain;
    const told = { ...(description !== undefined && { description }), ...(example !== undefined && { example }) };
    return [name, { ...(nullable ? orNull(form) : form), ...told }];
  });
  return { type: 'object', required: columns.map(([name]) => name), properties: Object.fromEntries(properties) };
}

/** As the events of the aggregate tell it. */
function structureOf(table: string, column: string): Schema {
  const own = eventTypes.filter(({ aggregate }) => aggregate === table.replaceAll('_', '-'));
  const told = own.map((type) => jsonSchemaOf(type).properties?.[column]).find((schema) => schema !== undefined);
  if (!told) throw new Error(`No event of ${table} tells what its ${column} are.`);
  return told as Schema;
}

function orNull({ type, enum: choices, ...rest }: Schema): Schema {
  return { type: [type, 'null'], ...(choices !== undefined && { enum: [...(choices as unknown[]), null] }), ...rest };
}

function pageOf(row: Schema): Schema {
  return {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: { type: 'array', items: row },
      next: { type: ['string', 'null'], description: 'Cursor of the next page; null on the last one' },
      count: { type: 'integer', description: 'All that match; only where asked for with count=true' },
    },
  };
}

/** Members of the aggregate's requests: of the bodies of its commands, and of its filters, which alone know every value of a choice. */
function knownMembers(operations: readonly Operation[], schemas: Record<string, Schema>): Map<string, Schema> {
  const bodies = operations.flatMap(({ requestBody }) => {
    const name = requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);
    return Object.entries((name && (schemas[name]?.['properties'] as Record<string, Schema>)) || {});
  });
  const known = new Map(bodies.map(([name, { enum: _, ...member }]) => [name, member]));
  for (const { name, schema } of operations.flatMap(({ parameters = [] }) => parameters))
    known.set(name, { ...known.get(name), ...(schema?.['enum'] !== undefined && { enum: schema['enum'] }) });
  return known;
}

/** The path of an aggregate: `/market-entities`. */
export function surfaceOf(table: EntitySchema): string {
  return `/${pluralOf(table.options.name).replaceAll('_', '-')}`;
}

function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

function titleOf(name: string): string {
  return name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
