/** The input of a service's operations by its OpenAPI document, and input that fits it. */
import { randomUUID } from 'node:crypto';
import { scopes } from '@park/contracts';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
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

export interface Operation {
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

export type Schemas = Record<string, Schema>;
export type Paths = Record<string, Record<string, Operation>>;

export interface Document {
  paths: Paths;
  components: { schemas: Schemas };
}

/** Every scope of the park. */
export const all = Object.keys(scopes);

/** The path with ids that nothing has. */
export function filled(path: string, { parameters = [] }: Operation): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    typeOf(parameters.find((each) => each.name === name)?.schema ?? {}) === 'number' ? '999999999' : randomUUID(),
  );
}

/** The schema of the value where it is not null. */
export function typeOf({ type }: Schema): string | undefined {
  return [type].flat().find((one) => one !== 'null');
}

export function resolved(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref ? schemas[schema.$ref.split('/').at(-1)!]! : schema;
}

/** Members and list items of the largest body that is documented. */
export function mostMembers(schema: Schema, schemas: Schemas): number {
  const { properties = {}, items, maxItems = 0 } = resolved(schema, schemas);
  const own = Object.values(properties).reduce((sum, property) => sum + 1 + mostMembers(property, schemas), 0);
  return own + (items ? maxItems * (1 + mostMembers(items, schemas)) : 0);
}

/** A value that passes for its form: required members only; or all members, with `one` item in each list or `all` that are allowed. */
export function goodValue(schema: Schema, schemas: Schemas, items: 'required' | 'one' | 'all' = 'required'): unknown {
  const known = resolved(schema, schemas);
  const type = typeOf(known);
  const { format, enum: choices, example, default: usual, items: item, properties = {}, required = [], minimum = 1, maxItems = 1 } = known;
  const isOpened = items !== 'required' && (item !== undefined || Object.keys(properties).length > 0);
  const value = example ?? usual ?? choices?.[0];
  if (value !== undefined && !isOpened) return value;
  const names = items === 'required' ? required : Object.keys(properties);
  if (type === 'object') return Object.fromEntries(names.map((name) => [name, goodValue(properties[name]!, schemas, items)]));
  if (type === 'array') return Array.from({ length: items === 'all' ? maxItems : 1 }, () => goodValue(item!, schemas, items));
  if (format === 'uuid') return randomUUID();
  return type === 'boolean' ? true : type === 'string' ? 'x' : minimum;
}
