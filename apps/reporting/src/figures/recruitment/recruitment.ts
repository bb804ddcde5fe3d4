/** Everything that reporting counts of recruitment. */
import type { ServiceFigures } from '../../kpi/figures.ts';
import { application } from './application.ts';
import { booth, boothApplication } from './booth.ts';
import { employer } from './employer.ts';
import { fairKpis } from './fair-kpis.ts';
import { fair } from './fair.ts';
import { hireKpis } from './hire-kpis.ts';
import { hire } from './hire.ts';
import { offer } from './offer.ts';
import { posting } from './posting.ts';

export const recruitment: ServiceFigures = {
  service: 'recruitment',
  kinds: [fair, employer, booth, boothApplication, posting, application, offer, hire],
  kpis: [...fairKpis, ...hireKpis],
  recounted: [
    'employers_at_fair',
    'employers_confirmed',
    'postings_open',
    'headcount_open',
    'applications_received',
    'offers_accepted',
    'hires_started',
  ],
};
