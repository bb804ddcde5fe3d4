/** Event data as JSON Schema (draft 7, which AsyncAPI tools read), for who does not read TypeScript. */
import { z } from 'zod';
import type { EventType } from './event-type.ts';
import { dataSchemaOf } from './envelope.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Open: a consumer lets members pass that it does not know, because a version may gain optional ones. */
export function jsonSchemaOf({ type, openSchema, summary, example }: EventType): JsonSchema {
  const schema = z.toJSONSchema(openSchema, { target: 'draft-7', io: 'input' });
  return { ...schema, $id: dataSchemaOf(type), title: type, description: `${summary.zh} · ${summary.en}`, examples: [example as never] };
}

/**
 * The changes since publication that would break a consumer: nothing may go, change or stop being there, and what
 * comes anew must be optional. A change that this forbids gets a new major version of the type.
 */
export function breaksOf(published: JsonSchema, current: JsonSchema): string[] {
  const [before, after] = [membersOf(published), membersOf(current)];
  const gone = Object.keys(before).filter((name) => !(name in after));
  const changed = Object.keys(before).filter((name) => name in after && !isWithin(before[name]!, after[name]!));
  const [wasRequired, isRequired] = [new Set(published.required), new Set(current.required)];
  const optional = [...wasRequired].filter((name) => name in after && !isRequired.has(name));
  const demanded = [...isRequired].filter((name) => !wasRequired.has(name));
  return [
    ...gone.map((name) => `${name} is gone`),
    ...changed.map((name) => `${name} has changed`),
    ...optional.map((name) => `${name} is no longer always there`),
    ...demanded.map((name) => `${name} is demanded, which older events lack`),
  ];
}

function membersOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** Descriptions may change; an enumeration may not, since a consumer may tell its values apart. */
function isWithin(before: JsonSchema, after: JsonSchema): boolean {
  return shapeOf(before) === shapeOf(after);
}

function shapeOf(schema: JsonSchema): string {
  return JSON.stringify(schema, (key, value: unknown) => (key === 'description' || key === 'title' ? undefined : value));
}
