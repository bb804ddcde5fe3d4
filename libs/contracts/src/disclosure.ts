/** Disclosure: the listed members of an event’s data may leave the park, and no others. */
import type { Audience, EventType } from './event-type.ts';

/** The members of `data` that the audience may see; null where the event is not for them at all. */
export function disclosed({ discloses }: EventType, audience: Audience, data: unknown): Record<string, unknown> | null {
  const paths = discloses[audience].map((path) => path.split('.'));
  return paths.length === 0 ? null : (pick(data, paths) as Record<string, unknown>);
}

function pick(value: unknown, paths: readonly string[][]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((element) => pick(element, paths));
  if (typeof value !== 'object' || value === null) return value;
  const deeper = Map.groupBy(paths, ([name]) => name!);
  const members = Object.entries(value).filter(([name]) => deeper.has(name));
  return Object.fromEntries(
    members.map(([name, member]) => [
      name,
      pick(
        member,
        deeper.get(name)!.map((path) => path.slice(1)),
      ),
    ]),
  );
}
