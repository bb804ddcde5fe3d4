/** The events of the events service: `import { events } from '@park/contracts'`. */
import { eventTypesIn } from '../event-type.ts';
import * as checkInList from './check-in-list.ts';
import * as gathering from './gathering.ts';
import * as registration from './registration.ts';
import * as season from './season.ts';
import * as seats from './seats.ts';

export * from './check-in-list.ts';
export * from './gathering.ts';
export * from './registration.ts';
export * from './season.ts';
export * from './seats.ts';

export const events = eventTypesIn(season, gathering, seats, registration, checkInList);
