/** The events of the events service: `import { events } from '@park/contracts'`. */
import { eventTypesIn } from '../event-type.ts';
import * as checkInList from './check-in-list.ts';
import * as deal from './deal.ts';
import * as expert from './expert.ts';
import * as gathering from './gathering.ts';
import * as investor from './investor.ts';
import * as matchRequest from './match-request.ts';
import * as panel from './panel.ts';
import * as pitch from './pitch.ts';
import * as project from './project.ts';
import * as registration from './registration.ts';
import * as scoreSheet from './score-sheet.ts';
import * as season from './season.ts';
import * as seats from './seats.ts';

export * from './check-in-list.ts';
export * from './deal.ts';
export * from './expert.ts';
export * from './gathering.ts';
export * from './investor.ts';
export * from './match-request.ts';
export * from './panel.ts';
export * from './pitch.ts';
export * from './project.ts';
export * from './registration.ts';
export * from './score-sheet.ts';
export * from './season.ts';
export * from './seats.ts';

export const events = eventTypesIn(
  season,
  gathering,
  seats,
  registration,
  checkInList,
  project,
  expert,
  panel,
  pitch,
  scoreSheet,
  investor,
  matchRequest,
  deal,
);
