/**
 * The knowledge of a subject, kept so that the order in which events arrive does not matter: per aggregate a log of changes, sorted
 * by the aggregate's version. Events of one aggregate arrive in order, those of different aggregates in any order.
 */
import type { EventType, ParkEvent } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { forever, type Span } from './spans.ts';

/** The change that one event makes: from `on` the state has these members. */
export interface Change<State = object> {
  /** The aggregate's version after the event. */
  version: number;
  on: LocalDate;
  is: Partial<State>;
}

/** Logs by aggregate (`service.aggregate`) and by its id. */
export type Known = Record<string, Record<string, Change[]>>;

/**
 * The most changes that the logs of one subject may hold: every event of a subject reads and writes all of them. A subject is
 * the smallest thing that ends (a tenancy, a registration), so that this is far away; a spec holds every kind against it.
 */
export const logLimit = 1_000;

/** How one type of event changes what is known. */
export interface EventMapping {
  type: string;
  /** `service.aggregate` */
  aggregate: string;
  changeOf(event: ParkEvent): { subjects: string[]; change: Change };
}

interface MappedChange<State> {
  /** Ids of the subjects that it changes; without it, the aggregate's own id. */
  subjects?: string | string[];
  /** Without it, the event's effective date. */
  on?: LocalDate;
  is: Partial<State>;
}

/** The mappings of one aggregate whose state is `State`. */
export function mappingsTo<State>() {
  return <Data>(of: EventType<Data>, change: (data: Data, event: ParkEvent<Data>) => MappedChange<State>): EventMapping => ({
    type: of.type,
    aggregate: `${of.service}.${of.aggregate}`,
    changeOf: (event) => {
      const { subjects, on, is } = change(event.data as Data, event as ParkEvent<Data>);
      return { subjects: [subjects ?? event.subject].flat(), change: { version: event.sequence, on: on ?? event.effectivedate, is } };
    },
  });
}

/**
 * Puts a change into its place in the log. The first change of a version stays: a second one with the same version can only come
 * from a producer that was restored from a backup. Answers whether the change is new.
 */
export function addChange(known: Known, aggregate: string, id: string, change: Change): boolean {
  const log = ((known[aggregate] ??= {})[id] ??= []);
  const before = log.findLastIndex(({ version }) => version <= change.version);
  if (log[before]?.version === change.version) return false;
  log.splice(before + 1, 0, change);
  return true;
}

export function changesIn(known: Known): number {
  let changes = 0;
  for (const logs of Object.values(known)) for (const log of Object.values(logs)) changes += log.length;
  return changes;
}

/** The logs of one aggregate, in the order of their ids. */
export function logsOf<State>(known: Known, aggregate: string): { id: string; log: Change<State>[] }[] {
  const byId = known[aggregate] ?? {};
  return Object.keys(byId)
    .sort()
    .map((id) => ({ id, log: byId[id] as Change<State>[] }));
}

/** The state once all changes are in effect. */
export function latest<State>(log: readonly Change<State>[]): Partial<State> {
  const state: Partial<State> = {};
  for (const { is } of log) Object.assign(state, is);
  return state;
}

export type Phase<State> = Span & { state: Partial<State> };

/** The state from day to day: of all changes in effect on a day, the later version wins, member by member. Sorts the days once. */
export function phases<State>(log: readonly Change<State>[]): Phase<State>[] {
  const days = Map.groupBy(log, ({ on }) => on);
  const starts = [...days.keys()].sort();
  const versions = new Map<string, number>();
  let state: Partial<State> = {};
  return starts.map((from, i) => {
    state = { ...state };
    for (const { version, is } of days.get(from)!) {
      for (const member in is) {
        if ((versions.get(member) ?? 0) > version) continue;
        versions.set(member, version);
        state[member] = is[member]!;
      }
    }
    return { from, to: starts[i + 1] ?? forever, state };
  });
}
