/** The events of the housing service: `import { housing } from '@park/contracts'`. */
import { eventTypesIn } from '../event-type.ts';
import * as apartment from './apartment.ts';
import * as application from './application.ts';
import * as tenancy from './tenancy.ts';

export * from './apartment.ts';
export * from './application.ts';
export * from './tenancy.ts';

export const events = eventTypesIn(apartment, application, tenancy);
