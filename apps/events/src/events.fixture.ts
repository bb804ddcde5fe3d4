/** The service under test, with what every one of its specs needs. */
import { randomUUID } from 'node:crypto';
import { anIdentity, serviceUnderTest, type ServiceUnderTest, type ServiceWish } from '@park/test-kit';
import { service } from './events.module.ts';

/** Consumers of one group share what they take in; each spec wants all of it. */
export async function eventsUnderTest(wish: ServiceWish = {}): Promise<ServiceUnderTest> {
  const settings = { PERSONAL_DATA_KEY: Buffer.alloc(32, 7).toString('base64'), KAFKA_GROUP: `events-${randomUUID()}`, ...wish.settings };
  return await serviceUnderTest(service, { ...wish, settings });
}

const resources = ['season', 'gathering', 'registration', 'check-in', 'project', 'pitch', 'expert', 'investor', 'match', 'deal'];
export const everything = [
  ...resources.flatMap((resource) => [`events:${resource}:read`, `events:${resource}:write`]),
  'events:gathering:approve',
  'events:registration:pii',
  'events:person:correct',
  'events:roadshow:judge',
  'events:roadshow:decide',
  'park:audit:read',
  'park:figures:read',
  'park:import:write',
  'park:parked:manage',
];
export const clerk = { scopes: everything, subject: 'clerk' };
export const reviewer = { scopes: everything, subject: 'reviewer' };

/** The present of a spec, unless it travels: Monday, 16 June 2025, 10 o'clock. */
export const now = '2025-06-16T02:00:00Z';

let codes = 0;

/** The body of a draft: a salon of 20 places in ten days, from 14 to 17 o'clock. */
export function aDraft(wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    code: `SALON-${++codes}`,
    type: 'salon',
    title: '创业沙龙',
    venue: '1号楼路演厅',
    starts_at: '2025-06-26T06:00:00Z',
    ends_at: '2025-06-26T09:00:00Z',
    expected_attendance: 20,
    capacity: 20,
    ...wish,
  };
}

/** Drafted, reviewed and published. */
export async function aPublishedGathering(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  const { id } = await park.ok('POST', '/gatherings', { as: clerk, body: aDraft(wish) });
  await park.ok('POST', `/gatherings/${id}/submit`, { as: clerk });
  await park.ok('POST', `/gatherings/${id}/approve`, { as: reviewer });
  return await park.ok('POST', `/gatherings/${id}/publish`, { as: clerk });
}

/** The body of a registration of the person of that number. */
export function aRegistration(gathering_id: string, person: number, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { gathering_id, ...anIdentity(person), ...wish };
}

/** Types and chosen members of the events of an aggregate, in order. */
export async function eventsOf(park: ServiceUnderTest, aggregateId: string): Promise<{ type: string; data: any }[]> {
  const rows: { type: string; data: any }[] = await park.database.dataSource.query(
    'select type, data from outbox where aggregate_id = $1 order by version',
    [aggregateId],
  );
  return rows.map(({ type, data }) => ({ type: type.replace('park.events.', '').replace('.v1', ''), data }));
}
