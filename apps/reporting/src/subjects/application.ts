/** An application for a talent apartment: waits 轮候 from the day it enters the list until it is offered a home or goes away. */
import { housing } from '@park/contracts';
import { hearing, logs, phases } from '../ledger/said.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { standing } from '../ledger/timeline.ts';

interface Application {
  state: string;
  product: string;
}

const hear = hearing<Application>();

function moved({ to_state, product }: { to_state: string; product: string }): { is: Application } {
  return { is: { state: to_state, product } };
}

export const application: SubjectKind = {
  name: 'application',
  hears: [
    hear(housing.ApplicationWaitlistedV1, (data) => ({ on: data.entered_on, ...moved(data) })),
    hear(housing.ApplicationOfferedV1, moved),
    hear(housing.ApplicationOfferDeclinedV1, moved),
    hear(housing.ApplicationOfferExpiredV1, moved),
    hear(housing.ApplicationConvertedV1, moved),
    hear(housing.ApplicationWithdrawnV1, moved),
    hear(housing.ApplicationLapsedV1, moved),
  ],
  timeline: (known) =>
    logs<Application>(known, 'application')
      .flatMap(({ log }) => phases(log))
      .filter(({ state }) => state.state === 'waitlisted')
      .flatMap((phase) => standing('applications_waiting', { product: phase.state.product ?? 'unknown' }, [phase], 1)),
};
