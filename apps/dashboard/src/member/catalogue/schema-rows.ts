/** The members of a JSON Schema, one a row, nested ones by their path. */
export interface SchemaRow {
  /** `units[].building_id` */
  path: string;
  type: string;
  isRequired: boolean;
  description: string;
}

interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  description?: string;
}

export function schemaRows(schema: Record<string, unknown>): SchemaRow[] {
  return rowsOf(schema as Schema, '');
}

function rowsOf({ properties = {}, required = [] }: Schema, before: string): SchemaRow[] {
  return Object.entries(properties).flatMap(([name, own]) => {
    const path = `${before}${name}`;
    const { nested, suffix } = insideOf(own);
    const row = { path, type: typeOf(own), isRequired: required.includes(name), description: own.description ?? '' };
    return [row, ...(nested ? rowsOf(nested, `${path}${suffix}.`) : [])];
  });
}

/** The object that a member is, or that its list is of. */
function insideOf(schema: Schema): { nested: Schema | null; suffix: string } {
  const some = branchesOf(schema).find((branch) => branch.properties ?? branch.items);
  if (some?.properties) return { nested: some, suffix: '' };
  return { nested: some?.items?.properties ? some.items : null, suffix: '[]' };
}

function branchesOf(schema: Schema): Schema[] {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

function typeOf(schema: Schema): string {
  const branches = branchesOf(schema);
  if (branches.length > 1) return [...new Set(branches.map(typeOf))].join(' | ');
  const [own = schema] = branches;
  if (own.enum) return own.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (own.const !== undefined) return JSON.stringify(own.const);
  if (own.items) return `${typeOf(own.items)}[]`;
  const type = Array.isArray(own.type) ? own.type.join(' | ') : (own.type ?? 'any');
  return own.format ? `${type} (${own.format})` : type;
}
