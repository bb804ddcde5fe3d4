/** Everything that reporting counts of events. */
import type { ServiceFigures } from '../../kpi/figures.ts';
import { gatheringKpis } from './gathering-kpis.ts';
import { gathering } from './gathering.ts';
import { registration } from './registration.ts';
import { season } from './season.ts';

export const events: ServiceFigures = {
  service: 'events',
  kinds: [season, gathering, registration],
  kpis: gatheringKpis,
  recounted: ['gatherings_held', 'registrations', 'participants', 'participants_distinct', 'waitlisted'],
};
