/** A hire 录用: begun on a day, and still there after 90 days or not. */
import { recruitment } from '@park/contracts';
import { addDays, daysBetween, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Entry } from '../../ledger/timeline.ts';
import { factsOf, funnelValuesOf, ofApplication, ofFunnel, valuesOf, type Facts } from './dimensions.ts';

export const hiresStarted: Measure = { code: 'hires_started', dimensions: ofApplication };
/** Of these, those of whom it is proved that they were there after 90 days; on the day of the start. */
export const hiresRetained: Measure = { code: 'hires_retained', dimensions: ofApplication };
/** The same two on the day of the application, so that they stand in one funnel with it; the scale is the days from it to the start, and to the 90th day after that. */
export const applicationsStarted: Measure = { code: 'applications_started', dimensions: ofFunnel, scale: 'days' };
export const applicationsRetained: Measure = { code: 'applications_retained', dimensions: ofFunnel, scale: 'days' };

/** Days after the start on which both sides are asked whether a hire is still there. */
export const retainedDays = 90;

interface Hire extends Facts {
  code: string;
  state: string;
  started_on: LocalDate;
  retained: boolean | null;
}

const map = mappingsTo<Hire>();

type Head = Facts & { code: string; to_state: string };

function headOf(data: Head): Partial<Hire> {
  return { ...factsOf(data), code: data.code, state: data.to_state };
}

function moved(data: Head): { is: Partial<Hire> } {
  return { is: headOf(data) };
}

function timeline(known: Known): Entry[] {
  const { started_on, retained, applied_on, ...facts } = latest(logsOf<Hire>(known, 'recruitment.hire')[0]?.log ?? []);
  if (started_on === undefined || applied_on === undefined) return [];
  const of = valuesOf(facts);
  const inDays = (day: LocalDate) => ({ ...funnelValuesOf(facts), days: String(Math.max(0, daysBetween(applied_on, day))) });
  const began = [flowEntry(hiresStarted, of, started_on, 1), flowEntry(applicationsStarted, inDays(started_on), applied_on, 1)];
  if (!retained) return began;
  const lasted = inDays(addDays(started_on, retainedDays));
  return [...began, flowEntry(hiresRetained, of, started_on, 1), flowEntry(applicationsRetained, lasted, applied_on, 1)];
}

export const hire: SubjectKind = {
  name: 'recruitment.hire',
  title: { zh: '录用', en: 'Hire' },
  version: 4,
  measures: [hiresStarted, hiresRetained, applicationsStarted, applicationsRetained],
  mappings: [
    map(recruitment.HireAgreedV1, moved),
    map(recruitment.HireStartMovedV1, moved),
    map(recruitment.HireStartedV1, (data) => ({ is: { ...headOf(data), started_on: data.started_on } })),
    map(recruitment.HireRenegedV1, moved),
    map(recruitment.HireLeftV1, moved),
    map(recruitment.HireFollowedUpV1, moved),
    map(recruitment.HireRetentionDecidedV1, (data) => ({
      is: { ...headOf(data), ...(data.day === retainedDays && { retained: data.retained }) },
    })),
  ],
  timeline,
};
