/** An application 应聘: received on a day, and as far as it came. */
import { recruitment } from '@park/contracts';
import { daysBetween, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Change, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Entry } from '../../ledger/timeline.ts';
import { bilingual } from '../bilingual.ts';
import { factsOf, funnelValuesOf, ofApplication, ofFunnel, valuesOf, type Facts } from './dimensions.ts';

/** The stages of the funnel, in their order. */
export const stages = bilingual({
  submitted: ['投递', 'Applied'],
  screening: ['筛选', 'Screening'],
  shortlisted: ['入围', 'Shortlisted'],
  interviewing: ['面试', 'Interview'],
  offered: ['录用通知', 'Offer'],
  hired: ['接受录用', 'Hired'],
});
export const stageOrder = Object.keys(stages);
const stage = { code: 'stage', name: { zh: '阶段', en: 'Stage' }, values: stages };

export const applicationsReceived: Measure = { code: 'applications_received', dimensions: ofApplication };
/** Each stage that an application reached or passed, on the day of the application; the scale is the days until then. */
export const stagesReached: Measure = { code: 'application_stages_reached', dimensions: [...ofFunnel, stage], scale: 'days' };
/** Applications that led to an accepted offer which stands, on the day of it; the scale is the days since the application. */
export const hiresAgreed: Measure = { code: 'hires_agreed', dimensions: ofApplication, scale: 'days' };

interface Application extends Facts {
  code: string;
  state: string;
  hired_on: LocalDate | null;
}

const map = mappingsTo<Application>();

type Head = Facts & { code: string; to_state: string };

function moved(data: Head): { is: Partial<Application> } {
  return { is: { ...factsOf(data), code: data.code, state: data.to_state } };
}

/** The first day on which it was in each stage or a later one. */
function daysOfStages(log: readonly Change<Application>[]): Map<string, LocalDate> {
  const reached = new Map<string, LocalDate>();
  for (const { on, is } of log) {
    const place = stageOrder.indexOf(is.state === 'offer_pending' ? 'interviewing' : (is.state ?? ''));
    for (const passed of stageOrder.slice(0, place + 1)) if (!reached.has(passed)) reached.set(passed, on);
  }
  return reached;
}

function timeline(known: Known): Entry[] {
  return logsOf<Application>(known, 'recruitment.application').flatMap(({ log }) => {
    const { applied_on, hired_on, ...facts } = latest(log);
    if (applied_on === undefined) return [];
    const [of, inFunnel] = [valuesOf(facts), funnelValuesOf(facts)];
    const since = (day: LocalDate): string => String(Math.max(0, daysBetween(applied_on, day)));
    return [
      flowEntry(applicationsReceived, of, applied_on, 1),
      ...[...daysOfStages(log)].map(([reached, on]) =>
        flowEntry(stagesReached, { ...inFunnel, stage: reached, days: since(on) }, applied_on, 1),
      ),
      ...(hired_on ? [flowEntry(hiresAgreed, { ...of, days: since(hired_on) }, hired_on, 1)] : []),
    ];
  });
}

export const application: SubjectKind = {
  name: 'recruitment.application',
  title: { zh: '应聘', en: 'Application' },
  version: 2,
  measures: [applicationsReceived, stagesReached, hiresAgreed],
  mappings: [
    map(recruitment.ApplicationSubmittedV1, moved),
    map(recruitment.ApplicationStageChangedV1, moved),
    map(recruitment.ApplicationRejectedV1, moved),
    map(recruitment.ApplicationReactivatedV1, moved),
    map(recruitment.ApplicationWithdrawnV1, moved),
    map(recruitment.ApplicationHiredV1, (data) => ({ on: data.hired_on, is: { ...moved(data).is, hired_on: data.hired_on } })),
    map(recruitment.ApplicationUnhiredV1, (data) => ({ is: { ...moved(data).is, hired_on: null } })),
  ],
  timeline,
};
