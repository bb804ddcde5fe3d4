/** A check-in list 签到名单: who may enter at a gate of a gathering, and when. */
import { events, occurred, unchanged, type DataOf, type Decision, type EventType } from '@park/contracts';
import { amended, dateAt, invalid, rowOf, type Aggregate, type NewIdentity } from '@park/kernel';

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

/** Throws `invalid period_reversed`. */
export function add(identity: NewIdentity, content: CheckInListContent & { gathering_id: string }): Decision<CheckInList> {
  requirePeriod(content);
  const next: CheckInList = { ...content, ...rowOf(identity) };
  return { next, events: [occurred(events.CheckInListAddedV1, identity.today, contentOf(next))] };
}

/** No event where nothing changes. Throws `invalid period_reversed`. */
export function changeContent(list: CheckInList, change: Partial<CheckInListContent>, now: Date): Decision<CheckInList> {
  const next = amended(list, change);
  if (next === list) return unchanged(list);
  requirePeriod(next);
  return { next, events: [occurred(events.CheckInListChangedV1, dateAt(now), contentOf(next))] };
}

/** With its gathering. */
export function shift(list: CheckInList, ms: number, now: Date): Decision<CheckInList> {
  const moved = (instant: Date): Date => new Date(instant.getTime() + ms);
  return changeContent(list, { opens_at: moved(list.opens_at), closes_at: moved(list.closes_at) }, now);
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

function contentOf({ code, gathering_id, name, gate, opens_at, closes_at, type_ids }: CheckInList) {
  return { code, gathering_id, name, gate, opens_at: opens_at.toISOString(), closes_at: closes_at.toISOString(), type_ids };
}
