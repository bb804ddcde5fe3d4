/** Every event type of the park, by name. */
import * as alliance from './alliance/alliance.ts';
import type { EventType } from './event-type.ts';
import * as events from './events/events.ts';
import * as feeds from './feeds/feeds.ts';
import * as housing from './housing/housing.ts';
import type { PublisherName } from './manifest.ts';
import * as recruitment from './recruitment/recruitment.ts';
import * as tenants from './tenants/tenants.ts';

const byService: Record<PublisherName, readonly EventType[]> = {
  tenants: tenants.events,
  housing: housing.events,
  events: events.events,
  recruitment: recruitment.events,
  alliance: alliance.events,
  feeds: feeds.events,
};

export const eventTypes: readonly EventType[] = Object.values(byService).flat();

export const catalogue: ReadonlyMap<string, EventType> = new Map(eventTypes.map((type) => [type.type, type]));
