/** Reads the parts of the alliance that an answer needs: those that are open, or of some months; never all that there ever were. */
import { type LocalDate } from '@park/kernel';
import { sumOf } from '../../../kpi/evaluate.ts';
import { dayTotals, subjectsById, subjectsIn, type View } from '../../../kpi/kpi.store.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Span } from '../../../ledger/spans.ts';
import { activity } from '../activity.ts';
import {
  enterprises,
  enterprisesCovered,
  enterprisesDueOwnOrg,
  enterprisesWithLeague,
  enterprisesWithOrg,
  enterprisesWithOwnOrg,
  enterprisesWithYouth,
} from '../enterprise.ts';
import { activePlace, membership, membershipOf } from '../membership.ts';
import { needsConfirmed } from '../need.ts';
import { organisationOf } from '../organisation-log.ts';
import { organisation } from '../organisation.ts';
import { rotationTerm } from '../rotation-term.ts';
import { monthsOf, type Names } from './overview.ts';

/** The activities held on these days: as many as there were in their months. */
export function activitiesHeldIn(view: View, days: Span): Promise<Map<string, Known>> {
  return subjectsIn(view, activity.name, monthsOf(days));
}

/** The terms that began in this year or the one before: a term is a quarter at most, so none of the year is missing. */
export function termsAround(view: View, year: number): Promise<Map<string, Known>> {
  return subjectsIn(view, rotationTerm.name, [String(year - 1), String(year)]);
}

export function activeMemberships(view: View): Promise<Map<string, Known>> {
  return subjectsIn(view, membership.name, [activePlace]);
}

/** Of these memberships alone, by two look-ups. */
export async function namesOf(view: View, membershipIds: Iterable<string>): Promise<Names> {
  const ids = [...new Set(membershipIds)];
  const memberships = await subjectsById(view, membership.name, ids);
  const organisationIds = [...memberships.values()].flatMap((known) => membershipOf(known).organisation_id ?? []);
  const organisations = await subjectsById(view, organisation.name, [...new Set(organisationIds)]);
  return new Map(
    ids.map((id) => {
      const of = organisations.get(membershipOf(memberships.get(id) ?? {}).organisation_id ?? '');
      return [id, (of && organisationOf(of).name) ?? null];
    }),
  );
}

/** By mode: needs confirmed on these days. */
export async function needsConfirmedBy(view: View, days: Span): Promise<Map<string | null, number>> {
  const asked = { measures: [needsConfirmed], groupBy: 'mode', filters: {}, withScale: false, days, areDaysSummed: true };
  return new Map((await dayTotals(view, asked)).map(({ key, delta }) => [key, delta]));
}

const covering = {
  operating: enterprises,
  with_org: enterprisesWithOrg,
  own_org: enterprisesWithOwnOrg,
  due_own_org: enterprisesDueOwnOrg,
  work_covered: enterprisesCovered,
  with_youth: enterprisesWithYouth,
  league_covered: enterprisesWithLeague,
};
export type CoverageCounts = Record<keyof typeof covering, number>;

/** Sums of the day totals, as the coverages of the board: no enterprise is read. */
export async function coverageOn(view: View, tomorrow: LocalDate): Promise<CoverageCounts> {
  const measures = Object.values(covering);
  const days = { from: '0001-01-01', to: tomorrow };
  const totals = await dayTotals(view, { measures, groupBy: null, filters: {}, withScale: false, days, areDaysSummed: true });
  const amount = (code: string): number => sumOf(totals.filter(({ measure }) => measure === code));
  return Object.fromEntries(Object.entries(covering).map(([name, { code }]) => [name, amount(code)])) as CoverageCounts;
}
