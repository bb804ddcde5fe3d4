/** The events of the recruitment service: `import { recruitment } from '@park/contracts'`. */
import { eventTypesIn } from '../event-type.ts';
import * as application from './application.ts';
import * as booth from './booth.ts';
import * as candidate from './candidate.ts';
import * as employer from './employer.ts';
import * as fair from './fair.ts';
import * as hire from './hire.ts';
import * as offer from './offer.ts';
import * as posting from './posting.ts';

export * from './application.ts';
export * from './booth.ts';
export * from './candidate.ts';
export * from './employer.ts';
export * from './fair.ts';
export * from './hire.ts';
export * from './offer.ts';
export * from './posting.ts';

export const events = eventTypesIn(employer, fair, booth, posting, candidate, application, offer, hire);
