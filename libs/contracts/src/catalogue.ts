/** Every event type of the park, by name. */
import type { EventType } from './event-type.ts';
import { housingEvents } from './housing/housing.ts';
import { entityEvents } from './tenants/entity.ts';
import { leaseEvents } from './tenants/lease.ts';
import { operatingReportEvents } from './tenants/operating-report.ts';
import { spaceEvents } from './tenants/space.ts';

export const eventTypes: readonly EventType[] = [
  ...spaceEvents,
  ...entityEvents,
  ...leaseEvents,
  ...operatingReportEvents,
  ...housingEvents,
] as readonly EventType[];

export const catalogue: ReadonlyMap<string, EventType> = new Map(eventTypes.map((type) => [type.type, type]));

/** Services that publish, each with one topic. */
export const publishers = ['tenants', 'housing'] as const;
