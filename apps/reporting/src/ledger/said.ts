/**
 * What events said about a subject, kept so that the order of their arrival does not matter: per aggregate one log, sorted by
 * the aggregate's version. Events of one aggregate reach us in order, those of different aggregates in any order.
 */
import type { EventType, ParkEvent } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { forever, type Span } from './spans.ts';

/** One event's word: from `on` it is so. */
export interface Said<State = object> {
  /** The aggregate's version after the event. */
  version: number;
  on: LocalDate;
  is: Partial<State>;
}

/** By kind of aggregate and by its id. */
export type Known = Record<string, Record<string, Said[]>>;

/** A listener to one type of event. */
export interface Hearing {
  type: string;
  aggregate: string;
  listen(event: ParkEvent): { about: string[]; said: Said };
}

interface Words<State> {
  /** The subjects that it is about; without it, the aggregate itself. */
  about?: string | string[];
  /** Without it, the event's effective date. */
  on?: LocalDate;
  is: Partial<State>;
}

/** The `hear` of one kind of aggregate, whose state is `State`. */
export function hearing<State>() {
  return <Data>(of: EventType<Data>, words: (data: Data, event: ParkEvent<Data>) => Words<State>): Hearing => ({
    type: of.type,
    aggregate: of.aggregate,
    listen: (event) => {
      const { about, on, is } = words(event.data as Data, event as ParkEvent<Data>);
      return { about: [about ?? event.subject].flat(), said: { version: event.sequence, on: on ?? event.effectivedate, is } };
    },
  });
}

/**
 * Puts a word in its place in the log. A version that is there already stays as it is: what was known first is not overwritten
 * by a second event of the same version, which only a producer that was restored from a backup could send. Answers whether it is new.
 */
export function remember(known: Known, aggregate: string, id: string, said: Said): boolean {
  const log = ((known[aggregate] ??= {})[id] ??= []);
  const after = log.findLastIndex(({ version }) => version <= said.version);
  if (log[after]?.version === said.version) return false;
  log.splice(after + 1, 0, said);
  return true;
}

/** The logs of one kind of aggregate, in the order of their ids. */
export function logs<State>(known: Known, aggregate: string): { id: string; log: Said<State>[] }[] {
  const byId = known[aggregate] ?? {};
  return Object.keys(byId)
    .sort()
    .map((id) => ({ id, log: byId[id] as Said<State>[] }));
}

/** What the log comes to once all of it counts. */
export function latest<State>(log: readonly Said<State>[]): Partial<State> {
  const state: Partial<State> = {};
  for (const { is } of log) Object.assign(state, is);
  return state;
}

export type Phase<State> = Span & { state: Partial<State> };

/** The state from day to day: of all that is said to count by then, the later version wins. */
export function phases<State>(log: readonly Said<State>[]): Phase<State>[] {
  const days = [...new Set(log.map(({ on }) => on))].sort();
  return days.map((from, i) => ({ from, to: days[i + 1] ?? forever, state: latest(log.filter(({ on }) => on <= from)) }));
}
