/**
 * The days and instants that a service's calls take, each with the first and the last one that its step accepts. A table of them stands in the
 * service's `days.fixture.ts`: a spec tries each bound at its edge, another holds the table against the OpenAPI document.
 */
import { addDays } from '@park/kernel';
import { refusalOf } from './refusal.ts';

export interface BoundedDay {
  /** Such as `POST /leases/{id}/sign`. */
  call: string;
  /** JSON pointer in its body, with `*` for each item of a list. */
  member: string;
  /** Null where any day that is one may be: from 1900 on, up to 2199. `unbounded` says why. */
  first: string | null;
  last: string | null;
  unbounded?: string;
  /** The step with that day; throws where it is refused. */
  step(day: string): unknown;
}

/** In words; empty where both bounds hold and a day beyond is refused with a pointer to the member. */
export function faultsAtEdges({ member, first, last, unbounded, step }: BoundedDay): string[] {
  const edges = [
    { bound: first, beyond: -1 },
    { bound: last, beyond: 1 },
  ] as const;
  if (edges.some(({ bound }) => bound === null) !== (unbounded !== undefined))
    return ['"unbounded" says why a bound is missing, or is left out'];
  return edges.flatMap(({ bound, beyond }) => {
    if (bound === null) return [];
    const accepted = refusalOf(() => step(bound));
    const refused = refusalOf(() => step(moved(bound, beyond)));
    const pointer = new RegExp(`^${member.replaceAll('*', '\\d+')}$`);
    const isRefused = refused?.kind === 'invalid' && refused.errors.some((error) => pointer.test(error.pointer));
    return [
      ...(accepted ? [`${bound} is refused: ${accepted.code}`] : []),
      ...(isRefused ? [] : [`${moved(bound, beyond)} is ${refused ? `refused by ${refused.code} at another member` : 'accepted'}`]),
    ];
  });
}

/** The next day, or the next second of an instant. */
function moved(day: string, by: 1 | -1): string {
  return day.includes('T') ? new Date(Date.parse(day) + by * 1_000).toISOString().replace('.000', '') : addDays(day, by);
}

export function nameOfDay({ call, member }: Pick<BoundedDay, 'call' | 'member'>): string {
  return `${call} ${member}`;
}

interface Schema {
  $ref?: string;
  format?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
}

interface Documented {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  components: { schemas?: Record<string, Schema> };
}

/** The names of all days and instants in the JSON bodies of an OpenAPI document. */
export function daysInBodies({ paths, components }: Documented): string[] {
  const within = (schema: Schema, pointer: string): string[] => {
    const { format, properties = {}, items, allOf = [] } = schema.$ref ? components.schemas![schema.$ref.split('/').at(-1)!]! : schema;
    return [
      ...(format === 'date' || format === 'date-time' ? [pointer] : []),
      ...Object.entries(properties).flatMap(([name, member]) => within(member, `${pointer}/${name}`)),
      ...(items ? within(items, `${pointer}/*`) : []),
      ...allOf.flatMap((one) => within(one, pointer)),
    ];
  };
  return Object.entries(paths).flatMap(([path, calls]) =>
    Object.entries(calls).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema ? within(schema, '').map((member) => nameOfDay({ call: `${method.toUpperCase()} ${path}`, member })) : [];
    }),
  );
}
