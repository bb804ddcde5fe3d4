/** An application for a talent apartment: waits 轮候 from the day it enters the list until a home is offered to it or it ends. */
import { housing } from '@park/contracts';
import { daysBetween, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, phases } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Entry } from '../../ledger/timeline.ts';
import { product } from './dimensions.ts';

export const applicationsWaiting: Measure = { code: 'applications_waiting', dimensions: [product] };
/** Decisions on eligibility, on their day; `days` since the application was submitted. */
export const decisions: Measure = { code: 'application_decisions', dimensions: [product], scale: 'days' };

interface Application {
  state: string;
  product: string;
  submitted_on: LocalDate;
  decided_on: LocalDate;
}

const map = mappingsTo<Application>();

function moved({ to_state, product: of }: { to_state: string; product: string }): { is: Pick<Application, 'state' | 'product'> } {
  return { is: { state: to_state, product: of } };
}

export const application: SubjectKind = {
  name: 'housing.application',
  title: { zh: '轮候申请', en: 'Application' },
  version: 2,
  measures: [applicationsWaiting, decisions],
  mappings: [
    map(housing.ApplicationSubmittedV1, ({ product: of }, { effectivedate }) => ({ is: { product: of, submitted_on: effectivedate } })),
    map(housing.ApplicationEligibilityDecidedV1, (_, { effectivedate }) => ({ is: { decided_on: effectivedate } })),
    map(housing.ApplicationWaitlistedV1, (data) => ({ on: data.entered_on, ...moved(data) })),
    map(housing.ApplicationOfferedV1, moved),
    map(housing.ApplicationOfferDeclinedV1, moved),
    map(housing.ApplicationOfferExpiredV1, moved),
    map(housing.ApplicationConvertedV1, moved),
    map(housing.ApplicationWithdrawnV1, moved),
    map(housing.ApplicationLapsedV1, moved),
  ],
  timeline: (known) =>
    logsOf<Application>(known, 'housing.application').flatMap(({ log }) => [
      ...phases(log)
        .filter(({ state }) => state.state === 'waitlisted')
        .flatMap((phase) => stockEntries(applicationsWaiting, { product: phase.state.product ?? 'unknown' }, [phase], 1)),
      ...decided(latest(log)),
    ]),
};

function decided({ submitted_on, decided_on, product: of = 'unknown' }: Partial<Application>): Entry[] {
  if (submitted_on === undefined || decided_on === undefined) return [];
  return [flowEntry(decisions, { product: of, days: String(daysBetween(submitted_on, decided_on)) }, decided_on, 1)];
}
