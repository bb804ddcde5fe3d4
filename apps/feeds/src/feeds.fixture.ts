/** The service under test, with what every one of its specs needs. */
import { randomUUID } from 'node:crypto';
import { alliance, catalogue, decode, recruitment, type EventType, type ParkEvent } from '@park/contracts';
import { message, serviceUnderTest, tenantsMessages, type ServiceUnderTest, type ServiceWish } from '@park/test-kit';
import { service } from './feeds.module.ts';
import { FanOut } from './log/fan-out.service.ts';
import { LogNotices } from './log/log-notices.client.ts';

/** Consumers of one group share what they take in; each spec wants all of it. */
export async function feedsUnderTest(wish: ServiceWish = {}): Promise<ServiceUnderTest> {
  const settings = {
    FEED_RETENTION_DAYS: 90,
    SIGNING_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    ALLOW_LOCAL_ENDPOINTS: true,
    SSE_CONNECTIONS_PER_MEMBER: 20,
    PARK_NAME_ZH: '示例园区',
    PARK_NAME_EN: 'Sample Park',
    MEMBER_PAGE_CLIENT_ID: 'member-page',
    KAFKA_GROUP: `feeds-${randomUUID()}`,
    ...wish.settings,
  };
  return await serviceUnderTest(service, { ...wish, settings });
}

export const scopes = [
  'feeds:feed:read',
  'feeds:subscription:read',
  'feeds:subscription:write',
  'feeds:endpoint:read',
  'feeds:endpoint:write',
];
/** The park's own desk. */
export const desk = { scopes: [...scopes, 'feeds:health:read', 'feeds:endpoint:disable'], subject: 'desk' };

export interface MemberUnderTest {
  organisation_id: string;
  membership_id: string;
  uscc: string;
  /** Its token. */
  as: { scopes: string[]; subject: string; organisation: string };
}

/** An event as the intake hands it on. */
export function anEvent<Data>(type: EventType<Data>, subject: string, sequence = 1, data: Partial<Data> = {}): ParkEvent {
  const decoded = decode(message(type, subject, sequence, data), catalogue);
  if ('fault' in decoded) throw new Error(decoded.fault);
  return decoded.event;
}

/** Takes events in as the consumer does, without the way over Kafka. */
export async function takeIn(park: ServiceUnderTest, ...events: ParkEvent[]): Promise<void> {
  const logs = await park.database.dataSource.transaction((tx) => park.app.get(FanOut).takeIn(tx, events, park.time.now));
  park.app.get(LogNotices).grown(logs);
}

/** A member organisation of the alliance, whose feed is open. */
export async function aMember(park: ServiceUnderTest, uscc = tenantsMessages.someUscc()): Promise<MemberUnderTest> {
  const [organisation_id, membership_id] = [randomUUID(), randomUUID()];
  await takeIn(
    park,
    anEvent(alliance.OrganisationRegisteredV1, organisation_id, 1, { uscc }),
    anEvent(alliance.MembershipActivatedV1, membership_id, 4, { organisation_id, to_state: 'active' }),
  );
  return { organisation_id, membership_id, uscc, as: { scopes, subject: `system of ${uscc}`, organisation: uscc } };
}

/** Its membership goes into another state. */
export async function moveMembership(
  park: ServiceUnderTest,
  { organisation_id, membership_id }: MemberUnderTest,
  sequence: number,
  to_state: string,
): Promise<void> {
  const type = to_state === 'active' ? alliance.MembershipReinstatedV1 : alliance.MembershipSuspendedV1;
  await takeIn(park, anEvent<any>(type, membership_id, sequence, { organisation_id, to_state }));
}

export async function subscribed(park: ServiceUnderTest, { as }: MemberUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  return await park.ok('POST', '/subscriptions', { as, body: { name: '全部', ...wish } });
}

/** A job fair that enters a phase. */
export const aFair = (subject: string, sequence = 1): ParkEvent => anEvent(recruitment.FairPhaseChangedV1, subject, sequence);

/** The pages of the feed from a position on, as its owner reads them. */
export async function read(park: ServiceUnderTest, { as }: MemberUnderTest, after = 0): Promise<any[]> {
  return await park.ok('GET', `/feed?after=${after}&limit=500`, { as });
}
