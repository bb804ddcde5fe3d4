/** Disclosure: the listed members of an event’s data may leave the park, and no others. */
import type { Audience, EventType } from './event-type.ts';
import { jsonSchemaOf, type JsonSchema } from './json-schema.ts';

/** The members of `data` that the audience may see; null where the event is not for them at all. */
export function disclosed({ discloses }: EventType, audience: Audience, data: unknown): Record<string, unknown> | null {
  const paths = discloses[audience].map((path) => path.split('.'));
  return paths.length === 0 ? null : (pick(data, paths) as Record<string, unknown>);
}

/** The schema of `disclosed` data, with an example; null where the event is not for them at all. */
export function disclosedSchemaOf(type: EventType, audience: Audience): JsonSchema | null {
  const example = disclosed(type, audience, type.example);
  if (example === null) return null;
  const paths = type.discloses[audience].map((path) => path.split('.'));
  return { ...pickSchema(jsonSchemaOf(type), paths), examples: [example as never] };
}

function pickSchema(schema: JsonSchema, paths: readonly string[][]): JsonSchema {
  if (paths.some((path) => path.length === 0)) return schema;
  if (schema.items) return { ...schema, items: pickSchema(schema.items as JsonSchema, paths) };
  if (schema.anyOf) return { ...schema, anyOf: schema.anyOf.map((one) => pickSchema(one as JsonSchema, paths)) };
  if (!schema.properties) return schema;
  const deeper = Map.groupBy(paths, ([name]) => name!);
  const members = Object.entries(schema.properties).filter(([name]) => deeper.has(name));
  const properties = members.map(([name, member]) => [name, pickSchema(member as JsonSchema, restOf(deeper.get(name)!))]);
  const required = (schema.required ?? []).filter((name) => deeper.has(name));
  return { ...schema, properties: Object.fromEntries(properties) as JsonSchema['properties'] & object, required };
}

const restOf = (paths: readonly string[][]): string[][] => paths.map((path) => path.slice(1));

function pick(value: unknown, paths: readonly string[][]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((element) => pick(element, paths));
  if (typeof value !== 'object' || value === null) return value;
  const deeper = Map.groupBy(paths, ([name]) => name!);
  const members = Object.entries(value).filter(([name]) => deeper.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, pick(member, restOf(deeper.get(name)!))]));
}
