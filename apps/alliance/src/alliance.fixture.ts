/** The service under test, with what every one of its specs needs. */
import { randomUUID } from 'node:crypto';
import { serviceUnderTest, tenantsMessages, type ServiceUnderTest, type ServiceWish } from '@park/test-kit';
import { service } from './alliance.module.ts';

/** Consumers of one group share what they take in; each spec wants all of it. */
export async function allianceUnderTest(wish: ServiceWish = {}): Promise<ServiceUnderTest> {
  const settings = {
    PERSONAL_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    KAFKA_GROUP: `alliance-${randomUUID()}`,
    ...wish.settings,
  };
  return await serviceUnderTest(service, { ...wish, settings });
}

const resources = [
  'organisation',
  'charter',
  'membership',
  'rotation',
  'meeting',
  'task',
  'need',
  'resource',
  'claim',
  'project',
  'activity',
];
const records = resources.flatMap((resource) => [`alliance:${resource}:read`, `alliance:${resource}:write`]);
export const everything = [
  ...records,
  'alliance:membership:decide',
  'alliance:rotation:approve',
  'alliance:organisation:pii',
  'alliance:person:correct',
  'park:audit:read',
  'park:figures:read',
  'park:import:write',
  'park:parked:manage',
];
export const clerk = { scopes: everything, subject: 'clerk' };
export const chief = { scopes: everything, subject: 'chief' };

/** The token of an organisation; its scopes are wider than those that it gets, so that the specs see what holds without them. */
export function memberToken(uscc: string) {
  return { scopes: records, subject: `party-${uscc}`, organisation: uscc };
}

/** The present of a spec, unless it travels: Monday, 16 June 2025, 10 o'clock. */
export const now = '2025-06-16T02:00:00Z';

/** The body of the registration of an organisation. */
export function anOrganisationOf(wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { uscc: tenantsMessages.someUscc(), name: '海创软件', kind: 'enterprise', ...wish };
}

/** The first call of a spec puts a charter in force. */
export async function aCharter(park: ServiceUnderTest): Promise<any> {
  const body = { title: '党建联盟章程', sha256: 'a'.repeat(64) };
  const { id } = await park.ok('POST', '/charters', { as: clerk, body });
  return await park.ok('POST', `/charters/${id}/adopt`, { as: chief });
}

/** An active member; a charter is in force. */
export async function aMember(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  const { role = 'member', ...organisation } = wish;
  const [charter] = (await park.ok('GET', '/charters?state=in_force', { as: clerk })).items;
  const { version_number } = charter ?? (await aCharter(park));
  const { id: organisation_id } = await park.ok('POST', '/organisations', { as: clerk, body: anOrganisationOf(organisation) });
  const { id } = await park.ok('POST', '/memberships', { as: clerk, body: { organisation_id } });
  await park.ok('POST', `/memberships/${id}/start-review`, { as: clerk });
  await park.ok('POST', `/memberships/${id}/admit`, { as: chief, body: { role } });
  return await park.ok('POST', `/memberships/${id}/accept-charter`, { as: clerk, body: { charter_version: version_number } });
}

/** Types and data of the events of an aggregate, in order. */
export async function eventsOf(park: ServiceUnderTest, aggregateId: string): Promise<{ type: string; data: any }[]> {
  const rows: { type: string; data: any }[] = await park.database.dataSource.query(
    'select type, data from outbox where aggregate_id = $1 order by version',
    [aggregateId],
  );
  return rows.map(({ type, data }) => ({ type: type.replace('park.alliance.', '').replace('.v1', ''), data }));
}
