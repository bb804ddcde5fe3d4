/** An item of the three lists 三张清单, and what the alliance supervises, as the dashboard shows them. */
import { allianceListStates, type AllianceListItem, type AllianceListName, type SupervisionItem } from '@park/contracts';
import { addDays, daysBetween, type LocalDate } from '@park/kernel';
import type { Known } from '../../../ledger/log.ts';
import { jointProjectOf } from '../joint-project.ts';
import { openPlace } from '../list-place.ts';
import { needOf } from '../need.ts';
import { resourceOf, slotOf } from '../resource.ts';
import { resolutionOf, taskOf } from '../supervision.ts';
import { lastYear, memberNamed, monthsOf, type Names } from './overview.ts';

const openStates: Record<AllianceListName, readonly string[]> = {
  needs: ['published', 'matched', 'in_progress', 'delivered'],
  resources: ['listed'],
  projects: ['proposed', 'approved', 'in_progress'],
};

export function isStateOf(list: AllianceListName, state: string): boolean {
  return state === openPlace || (allianceListStates[list] as readonly string[]).includes(state);
}

/** The places in which items of a state are: `open`, or the months of the last twelve in which they were settled. */
export function placesOf(list: AllianceListName, state: string, today: LocalDate): string[] {
  return state === openPlace || openStates[list].includes(state) ? [openPlace] : monthsOf(lastYear(today));
}

export interface SlotCount {
  all: number;
  reserved: number;
}

/** By resource: the slots that begin on these days or later. */
export function slotsFrom(slots: Iterable<Known>, today: LocalDate): Map<string, SlotCount> {
  const counts = new Map<string, SlotCount>();
  for (const { resource_id, begins_on, state } of [...slots].map(slotOf)) {
    if (resource_id === null || begins_on === undefined || begins_on < today) continue;
    const { all, reserved } = counts.get(resource_id) ?? { all: 0, reserved: 0 };
    counts.set(resource_id, { all: all + 1, reserved: reserved + (state === 'reserved' ? 1 : 0) });
  }
  return counts;
}

export function ownerOf(list: AllianceListName, known: Known): string {
  const of = { needs: needOf, resources: resourceOf, projects: jointProjectOf }[list](known);
  return of.membership_id ?? '';
}

interface Context {
  names: Names;
  slots: ReadonlyMap<string, SlotCount>;
  today: LocalDate;
}

export function listItem(list: AllianceListName, id: string, known: Known, context: Context): AllianceListItem | null {
  const own = { needs: needFields, resources: resourceFields, projects: projectFields }[list](id, known, context);
  if (own.since === undefined || own.mode === undefined) return null;
  const { since, due_on, settled_on = null } = own;
  const isOpen = openStates[list].includes(own.state);
  const { today, names } = context;
  const until = settled_on ?? today;
  return {
    ...own,
    id,
    member: memberNamed(ownerOf(list, known), names),
    age_days: until > since ? daysBetween(since, until) : 0,
    settled_on: isOpen ? null : settled_on,
    is_overdue: isOpen && due_on !== null && due_on < today,
  } as AllianceListItem;
}

function lastDayBefore(day: LocalDate | null | undefined): LocalDate | null {
  return day ? addDays(day, -1) : null;
}

function needFields(_: string, known: Known) {
  const { code = '', state = '', title = '', mode, category, quantity = 0, claimed = 0, unit = '', ...more } = needOf(known);
  const { published_on: since, needed_by, settled_on, is_escalated = false, live_claims = 0 } = more;
  return {
    ...{ code, state, title, mode, category, quantity, claimed, unit, since, settled_on },
    due_on: lastDayBefore(needed_by),
    is_escalated: is_escalated && state === 'published' && live_claims === 0,
  };
}

function resourceFields(id: string, known: Known, { slots }: Context) {
  const { code = '', state = '', title = '', mode, category, listed_on: since, listed_until, settled_on } = resourceOf(known);
  const { all: quantity, reserved: claimed } = slots.get(id) ?? { all: 0, reserved: 0 };
  const due_on = lastDayBefore(listed_until);
  return { code, state, title, mode, category, quantity, claimed, unit: null, since, settled_on, due_on, is_escalated: false };
}

function projectFields(_: string, known: Known) {
  const { code = '', state = '', title = '', mode, proposed_on: since, due_on = null, settled_on } = jointProjectOf(known);
  const none = { category: null, quantity: null, claimed: null, unit: null, is_escalated: false };
  return { code, state, title, mode, since, settled_on, due_on, ...none };
}

/** Open ones: overdue first, then those brought before the chair, then by age. Settled ones: the last settled first. */
export function byUrgency(a: AllianceListItem, b: AllianceListItem): number {
  if (a.settled_on !== null && b.settled_on !== null && a.settled_on !== b.settled_on) return a.settled_on < b.settled_on ? 1 : -1;
  return (
    Number(b.is_overdue) - Number(a.is_overdue) ||
    Number(b.is_escalated) - Number(a.is_escalated) ||
    b.age_days - a.age_days ||
    (a.code < b.code ? -1 : 1)
  );
}

function overdueDays(due_on: LocalDate, today: LocalDate): number {
  return due_on < today ? daysBetween(due_on, today) : 0;
}

export function resolutionItem(id: string, known: Known, names: Names, today: LocalDate): SupervisionItem | null {
  const { code = '', title = '', owner = '', state = '', due_on, progress = null, reported_on = null } = resolutionOf(known);
  if (due_on === undefined) return null;
  return {
    ...{ kind: 'resolution', id, code, title, owner: memberNamed(owner, names), resolution: null, state, due_on },
    overdue_days: overdueDays(due_on, today),
    progress: progress as SupervisionItem['progress'],
    reported_on,
    is_returned: false,
  };
}

/** `resolutions`: with those from which the tasks follow. */
export function taskItem(
  id: string,
  known: Known,
  resolutions: ReadonlyMap<string, Known>,
  names: Names,
  today: LocalDate,
): SupervisionItem | null {
  const {
    code = '',
    title = '',
    owner = '',
    state = '',
    due_on,
    resolution_id = '',
    submitted_on = null,
    is_returned = false,
  } = taskOf(known);
  if (due_on === undefined) return null;
  const from = resolutions.get(resolution_id);
  const { code: fromCode = '', title: fromTitle = '' } = from ? resolutionOf(from) : {};
  return {
    ...{ kind: 'task', id, code, title, owner: memberNamed(owner, names), state, due_on },
    resolution: from ? { id: resolution_id, code: fromCode, title: fromTitle } : null,
    overdue_days: overdueDays(due_on, today),
    progress: null,
    reported_on: submitted_on,
    is_returned: is_returned && state !== 'submitted',
  };
}

/** A resolution before its tasks of the same day. */
export function byDueDay(a: SupervisionItem, b: SupervisionItem): number {
  const place = ({ due_on, kind, code }: SupervisionItem): string => `${due_on} ${kind} ${code}`;
  return place(a) < place(b) ? -1 : 1;
}
