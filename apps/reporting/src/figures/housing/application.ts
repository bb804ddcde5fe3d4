/** An application for a talent apartment: waits 轮候 from the day it enters the list until a home is offered to it or it ends. */
import { housing } from '@park/contracts';
import { logsOf, mappingsTo, phases } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries } from '../../ledger/timeline.ts';
import { product } from './dimensions.ts';

export const applicationsWaiting: Measure = { code: 'applications_waiting', dimensions: [product] };

interface Application {
  state: string;
  product: string;
}

const map = mappingsTo<Application>();

function moved({ to_state, product: of }: { to_state: string; product: string }): { is: Application } {
  return { is: { state: to_state, product: of } };
}

export const application: SubjectKind = {
  name: 'housing.application',
  version: 1,
  measures: [applicationsWaiting],
  mappings: [
    map(housing.ApplicationWaitlistedV1, (data) => ({ on: data.entered_on, ...moved(data) })),
    map(housing.ApplicationOfferedV1, moved),
    map(housing.ApplicationOfferDeclinedV1, moved),
    map(housing.ApplicationOfferExpiredV1, moved),
    map(housing.ApplicationConvertedV1, moved),
    map(housing.ApplicationWithdrawnV1, moved),
    map(housing.ApplicationLapsedV1, moved),
  ],
  timeline: (known) =>
    logsOf<Application>(known, 'housing.application')
      .flatMap(({ log }) => phases(log))
      .filter(({ state }) => state.state === 'waitlisted')
      .flatMap((phase) => stockEntries(applicationsWaiting, { product: phase.state.product ?? 'unknown' }, [phase], 1)),
};
