/** The alliance as it stands today: its chair, its six modes, its coverages. */
import {
  alliance,
  type AllianceCoverage,
  type AllianceMember,
  type AllianceModeFigures,
  type AllianceOverview,
  type AllianceTerm,
} from '@park/contracts';
import { addDays, addMonths, firstOfMonth, type LocalDate } from '@park/kernel';
import type { Known } from '../../../ledger/log.ts';
import type { Span } from '../../../ledger/spans.ts';
import { activityOf } from '../activity.ts';
import { membershipOf } from '../membership.ts';
import { termOf } from '../rotation-term.ts';

/** Of organisations, by the ids of memberships; null where no event has told it. */
export type Names = ReadonlyMap<string, string | null>;

/** The twelve months up to today. */
export function lastYear(today: LocalDate): Span {
  return { from: addDays(addMonths(today, -12), 1), to: addDays(today, 1) };
}

/** `2025-09`, …: the months in which these days lie. */
export function monthsOf({ from, to }: Span): string[] {
  const months: string[] = [];
  for (let first = firstOfMonth(from); first < to; first = addMonths(first, 1)) months.push(first.slice(0, 7));
  return months;
}

export function memberNamed(id: string, names: Names): AllianceMember {
  return { id, name: names.get(id) ?? null };
}

export interface Held {
  modes: readonly string[];
  activity_on: LocalDate;
  hosts: readonly string[];
  attendance: number;
}

/** Activities that were held on these days. */
export function heldOn(activities: Iterable<Known>, days: Span): Held[] {
  return [...activities].map(activityOf).flatMap(({ modes = [], activity_on, hosts = [], came = [] }) => {
    if (activity_on === undefined || activity_on < days.from || activity_on >= days.to) return [];
    return [{ modes, activity_on, hosts, attendance: came.reduce((sum, { count }) => sum + count, 0) }];
  });
}

export function modeFigures(held: readonly Held[], confirmed: ReadonlyMap<string | null, number>, names: Names): AllianceModeFigures[] {
  return alliance.allianceModes.map((mode) => {
    const own = held.filter(({ modes }) => modes.includes(mode));
    const byHost = Map.groupBy(
      own.flatMap(({ hosts }) => hosts),
      (host) => host,
    );
    return {
      mode,
      activities: own.length,
      attendance: own.reduce((sum, { attendance }) => sum + attendance, 0),
      hosts: [...byHost]
        .map(([id, times]) => ({ member: memberNamed(id, names), activities: times.length }))
        .sort((a, b) => b.activities - a.activities || (a.member.id < b.member.id ? -1 : 1)),
      needs_confirmed: confirmed.get(mode) ?? 0,
    };
  });
}

export function rolesOf(memberships: ReadonlyMap<string, Known>, names: Names): AllianceOverview['roles'] {
  const byRole = Map.groupBy([...memberships.keys()], (id) => membershipOf(memberships.get(id)!).role ?? '');
  return alliance.memberRoles.map((role) => {
    const members = (byRole.get(role) ?? []).map((id) => memberNamed(id, names));
    return { role, members: members.sort((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, 'zh')) };
  });
}

/** Null of one that was withdrawn: nobody has days by it. `held`: undefined where the activities of its days were not read. */
export function termEntry(
  id: string,
  known: Known,
  names: Names,
  held: readonly Held[] | undefined,
  today: LocalDate,
): AllianceTerm | null {
  const { code = '', kind = 'cycle', state = 'planned', membership_id, from, to, activities, skipped_from } = termOf(known);
  if (membership_id === undefined || from === undefined || to === undefined || state === 'withdrawn') return null;
  const end = state === 'skipped' ? (skipped_from ?? to) : to;
  const hosted = held?.filter(({ hosts, activity_on }) => hosts.includes(membership_id) && activity_on >= from && activity_on < end).length;
  return {
    id,
    code,
    member: memberNamed(membership_id, names),
    kind: kind as AllianceTerm['kind'],
    state: state as AllianceTerm['state'],
    from,
    to: end,
    activities: activities ?? (state === 'active' && from <= today ? (hosted ?? null) : null),
  };
}

/** A term with days of its own goes by them; one that was skipped before it began comes before the substitute of its days. */
export function byDays(a: AllianceTerm, b: AllianceTerm): number {
  const place = ({ from, to, code }: AllianceTerm): string => `${from} ${to} ${code}`;
  return place(a) < place(b) ? -1 : 1;
}

export function isInYear({ from, to }: AllianceTerm, year: number): boolean {
  return from < `${year + 1}-01-01` && (to > `${year}-01-01` || (to === from && from >= `${year}-01-01`));
}

/** The member in the chair; of two on the day of a hand-over, the one that begins. */
export function chairOf(terms: readonly AllianceTerm[], today: LocalDate): AllianceTerm | null {
  return terms.findLast(({ state, from, to }) => state === 'active' && from <= today && today < to) ?? null;
}

type Counts = Pick<AllianceCoverage, 'operating' | 'own_org' | 'work_covered' | 'with_youth' | 'league_covered' | 'due_own_org'>;

export function coverageOf({ with_org, ...counts }: Counts & { with_org: number }): AllianceCoverage {
  return {
    ...counts,
    joint_org: with_org - counts.own_org,
    uncovered: counts.operating - counts.work_covered,
    youth_without_league: counts.with_youth - counts.league_covered,
  };
}
