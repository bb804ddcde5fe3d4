/** Everything that reporting counts of events. */
import type { ServiceFigures } from '../../kpi/figures.ts';
import { deal } from './deal.ts';
import { gatheringKpis } from './gathering-kpis.ts';
import { gathering } from './gathering.ts';
import { matchRequest } from './match-request.ts';
import { pitch } from './pitch.ts';
import { investor, project } from './project.ts';
import { registration } from './registration.ts';
import { roadshowKpis } from './roadshow-kpis.ts';
import { season } from './season.ts';

export const events: ServiceFigures = {
  service: 'events',
  kinds: [season, gathering, registration, project, pitch, investor, matchRequest, deal],
  kpis: [...gatheringKpis, ...roadshowKpis],
  recounted: [
    'gatherings_held',
    'registrations',
    'participants',
    'participants_distinct',
    'waitlisted',
    'pitches',
    'match_meetings',
    'financing_total',
  ],
};
