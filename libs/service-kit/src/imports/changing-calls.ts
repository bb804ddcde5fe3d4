/** The calls of a service that change what an import of known records does not. */
import type { OpenAPIObject } from '@nestjs/swagger';

interface Operation {
  requestBody?: { content?: Record<string, { schema?: { $ref?: string; properties?: object } }> };
}

/** By column: the calls of a record of the kind whose body has it. Under `*`: all others that change such a record, as states have no member. */
export type ChangingCalls = ReadonlyMap<string, readonly string[]>;

export function changingCalls({ paths, components }: Pick<OpenAPIObject, 'paths' | 'components'>, kind: string): ChangingCalls {
  const calls = new Map<string, string[]>([['*', []]]);
  const ofRecord = Object.entries(paths).filter(([path]) => path.startsWith(`/${kind}/{id}`) && path.split('/').length <= 4);
  for (const [path, item] of ofRecord) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      if (method !== 'post' && method !== 'patch' && method !== 'put') continue;
      const call = `${method.toUpperCase()} ${path}`;
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      const body = schema?.$ref ? (components?.schemas?.[schema.$ref.split('/').at(-1)!] as typeof schema) : schema;
      for (const member of Object.keys(body?.properties ?? {})) calls.set(member, [...(calls.get(member) ?? []), call]);
      calls.get('*')!.push(call);
    }
  }
  return calls;
}

const most = 3;

/** For a message: the calls that change a column, or where no body has it, those that change the record. */
export function callsFor(calls: ChangingCalls, column: string): string {
  const found = calls.get(column) ?? calls.get('*') ?? [];
  if (found.length === 0) return 'see /docs';
  return found.length > most
    ? `use a call of the record, such as ${found.slice(0, most).join(', ')}; see /docs`
    : `use ${found.join(' or ')}`;
}
