/** A check-in list 签到名单: who may enter at a gate of a gathering, and when. */
import { events, occurred, unchanged, type DataOf, type Decision, type EventType } from '@park/contracts';
import { addDays, amended, dateAt, invalid, requireDay, rowOf, type Aggregate, type NewIdentity } from '@park/kernel';
import type { Gathering } from '../gatherings/gathering.ts';

export type ScanResult = (typeof events.scanResults)[number];

export interface CheckInListContent {
  name: string;
  gate: string;
  opens_at: Date;
  /** Exclusive. */
  closes_at: Date;
  /** The registration types that it admits; none: all. */
  type_ids: string[];
}

export interface CheckInList extends Aggregate, CheckInListContent {
  gathering_id: string;
}

/** The times of the gathering, which bound those of its lists. */
export type Times = Pick<Gathering, 'starts_at' | 'ends_at'>;

/** Throws `invalid period_reversed`, `invalid day_too_early`, `invalid day_too_late`. */
export function add(identity: NewIdentity, content: CheckInListContent & { gathering_id: string }, of: Times): Decision<CheckInList> {
  requirePeriod(content);
  requireNear(content, of);
  const next: CheckInList = { ...content, ...rowOf(identity) };
  return { next, events: [occurred(events.CheckInListAddedV1, identity.today, contentOf(next))] };
}

/** No event where nothing changes. Throws what `add` throws. */
export function changeContent(list: CheckInList, change: Partial<CheckInListContent>, of: Times, now: Date): Decision<CheckInList> {
  const decision = changed(list, change, now);
  requireNear(change, of);
  return decision;
}

function changed(list: CheckInList, change: Partial<CheckInListContent>, now: Date): Decision<CheckInList> {
  const next = amended(list, change);
  if (next === list) return unchanged(list);
  requirePeriod(next);
  return { next, events: [occurred(events.CheckInListChangedV1, dateAt(now), contentOf(next))] };
}

/** With its gathering, also where that is shorter now. */
export function shift(list: CheckInList, ms: number, now: Date): Decision<CheckInList> {
  const moved = (instant: Date): Date => new Date(instant.getTime() + ms);
  return changed(list, { opens_at: moved(list.opens_at), closes_at: moved(list.closes_at) }, now);
}

type Mistake = DataOf<typeof events.CheckInListPersonAdmittedInErrorV1>;

/** A device that was offline let in somebody who should have been refused. */
export function noteAdmittedInError(list: CheckInList, mistake: Omit<Mistake, 'code' | 'gathering_id'>): Decision<CheckInList> {
  const { code, gathering_id } = list;
  const of: EventType<Mistake> = events.CheckInListPersonAdmittedInErrorV1;
  return { next: list, events: [occurred(of, dateAt(new Date(mistake.scanned_at)), { code, gathering_id, ...mistake })] };
}

function requirePeriod({ opens_at, closes_at }: CheckInListContent): void {
  if (closes_at <= opens_at) throw invalid('/closes_at', 'period_reversed', 'closes_at must be later than opens_at.');
}

/** For those who prepare and clear up, from the day before the gathering to the day after it. */
function requireNear({ opens_at, closes_at }: Partial<Pick<CheckInListContent, 'opens_at' | 'closes_at'>>, of: Times): void {
  const from = { on: addDays(dateAt(of.starts_at), -1), what: 'the day before the gathering' };
  const to = { on: addDays(dateAt(of.ends_at), 1), what: 'the day after the gathering' };
  if (opens_at) requireDay('opens_at', dateAt(opens_at), { from, to });
  if (closes_at) requireDay('closes_at', dateAt(closes_at), { from, to });
}

function contentOf({ code, gathering_id, name, gate, opens_at, closes_at, type_ids }: CheckInList) {
  return { code, gathering_id, name, gate, opens_at: opens_at.toISOString(), closes_at: closes_at.toISOString(), type_ids };
}
