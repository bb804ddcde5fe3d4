/** The service under test, with what every one of its specs needs. */
import { randomUUID } from 'node:crypto';
import { serviceUnderTest, tenantsMessages, type ServiceUnderTest, type ServiceWish } from '@park/test-kit';
import { service } from './recruitment.module.ts';

/** Consumers of one group share what they take in; each spec wants all of it. */
export async function recruitmentUnderTest(wish: ServiceWish = {}): Promise<ServiceUnderTest> {
  const settings = {
    PERSONAL_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    KAFKA_GROUP: `recruitment-${randomUUID()}`,
    ...wish.settings,
  };
  return await serviceUnderTest(service, { ...wish, settings });
}

const resources = ['employer', 'fair', 'booth', 'posting', 'candidate', 'application', 'offer', 'hire'];
const records = resources.flatMap((resource) => [`recruitment:${resource}:read`, `recruitment:${resource}:write`]);
export const everything = [
  ...records,
  'recruitment:employer:verify',
  'recruitment:posting:review',
  'recruitment:candidate:pii',
  'recruitment:candidate:identify',
  'recruitment:person:correct',
  'park:audit:read',
  'park:figures:read',
  'park:import:write',
  'park:parked:manage',
];
export const clerk = { scopes: everything, subject: 'clerk' };
export const reviewer = { scopes: everything, subject: 'reviewer' };

/** The token of an employer; its scopes are wider than those that it gets, so that the specs see what holds without them. */
export function employerToken(uscc: string) {
  return { scopes: records, subject: `hr-${uscc}`, organisation: uscc };
}

/** The present of a spec, unless it travels: Monday, 16 June 2025, 10 o'clock. */
export const now = '2025-06-16T02:00:00Z';

/** The body of the registration of an employer from outside. */
export function anEmployerOf(wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { uscc: tenantsMessages.someUscc(), name: '海创软件', kind: 'enterprise', industry_code: 'I65', ...wish };
}

export const papers = [
  { kind: 'licence', sha256: 'a'.repeat(64) },
  { kind: 'authorisation', sha256: 'b'.repeat(64) },
];

export async function aVerifiedEmployer(park: ServiceUnderTest, wish: Record<string, unknown> = {}): Promise<any> {
  const { id } = await park.ok('POST', '/employers', { as: clerk, body: anEmployerOf(wish) });
  await park.ok('POST', `/employers/${id}/submit-papers`, { as: clerk, body: { papers } });
  return await park.ok('POST', `/employers/${id}/verify`, { as: reviewer });
}

/** Types and data of the events of an aggregate, in order. */
export async function eventsOf(park: ServiceUnderTest, aggregateId: string): Promise<{ type: string; data: any }[]> {
  const rows: { type: string; data: any }[] = await park.database.dataSource.query(
    'select type, data from outbox where aggregate_id = $1 order by version',
    [aggregateId],
  );
  return rows.map(({ type, data }) => ({ type: type.replace('park.recruitment.', '').replace('.v1', ''), data }));
}
