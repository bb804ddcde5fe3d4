/** The events of the feeds service: `import { feeds } from '@park/contracts'`. */
import { eventTypesIn } from '../event-type.ts';
import * as door from './door.ts';
import * as endpoint from './endpoint.ts';
import * as subscription from './subscription.ts';

export * from './door.ts';
export * from './endpoint.ts';
export * from './subscription.ts';

export const events = eventTypesIn(subscription, endpoint, door);
