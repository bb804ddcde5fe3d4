/** Reads what is summed of booths and applications; never an application. */
import { dayTotals, subjectsById, subjectsOf, type View } from '../../../kpi/kpi.store.ts';
import type { DayTotal } from '../../../kpi/evaluate.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Span } from '../../../ledger/spans.ts';
import { applicationsReceived, stagesReached } from '../application.ts';
import {
  booth,
  boothApplication,
  boothApplicationOf,
  boothHeadcount,
  boothPostings,
  boothsCheckedIn,
  boothsConfirmed,
  boothsMissed,
  employerBooths,
  employerBoothsMissed,
} from '../booth.ts';
import { employer } from '../employer.ts';
import { applicationsRetained, applicationsStarted } from '../hire.ts';
import type { FairFloor } from './fairs.ts';
import type { FunnelTotals } from './funnel.ts';

const ofFairs = [boothsConfirmed, boothsCheckedIn, boothsMissed, boothPostings, boothHeadcount];

/** By fair: a handful of rows for each that there ever was. */
export async function totalsByFair(view: View): Promise<Map<string | null, DayTotal[]>> {
  return Map.groupBy(await dayTotals(view, { measures: ofFairs, groupBy: 'fair', filters: {}, withScale: false }), ({ key }) => key);
}

/** The booths of a fair, those who applied for them, and of these the employers that have, or had, one. */
export async function fairFloor(view: View, fairId: string): Promise<FairFloor> {
  const applications = [...(await subjectsOf(view, boothApplication.name, fairId)).values()];
  const placed = applications.map(boothApplicationOf).filter(({ booth_id }) => booth_id);
  return {
    booths: await subjectsOf(view, booth.name, fairId),
    applications,
    employers: await employersById(view, [...new Set(placed.flatMap(({ employer_id }) => employer_id ?? []))]),
  };
}

function employersById(view: View, ids: readonly string[]): Promise<Map<string, Known>> {
  return subjectsById(view, employer.name, ids);
}

/** Of applications made on these days. */
export async function funnelTotals(view: View, filters: Record<string, string>, days: Span): Promise<FunnelTotals> {
  const asked = { filters, days, withScale: true };
  return {
    reached: await dayTotals(view, { ...asked, measures: [stagesReached], groupBy: 'stage', areDaysSummed: true }),
    worked: await dayTotals(view, { ...asked, measures: [applicationsStarted, applicationsRetained], groupBy: null }),
  };
}

export function applicationTotals(view: View, filters: Record<string, string>, days: Span): Promise<DayTotal[]> {
  const measures = [applicationsReceived];
  return dayTotals(view, { measures, groupBy: 'industry', filters, withScale: false, days, areDaysSummed: true });
}

/** By employer. */
export async function employerTotals(view: View, days: Span): Promise<Map<string | null, DayTotal[]>> {
  const measures = [employerBooths, employerBoothsMissed];
  const totals = await dayTotals(view, { measures, groupBy: 'employer', filters: {}, withScale: false, days, areDaysSummed: true });
  return Map.groupBy(totals, ({ key }) => key);
}
