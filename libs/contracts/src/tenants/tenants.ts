/** The events of the tenants service: `import { tenants } from '@park/contracts'`. */
import { eventTypesIn } from '../event-type.ts';
import * as entity from './entity.ts';
import * as lease from './lease.ts';
import * as occupancy from './occupancy.ts';
import * as operatingReport from './operating-report.ts';
import * as qualification from './qualification.ts';
import * as space from './space.ts';

export * from './entity.ts';
export * from './lease.ts';
export * from './occupancy.ts';
export * from './operating-report.ts';
export * from './qualification.ts';
export * from './space.ts';

export const events = eventTypesIn(space, entity, qualification, operatingReport, occupancy, lease);
