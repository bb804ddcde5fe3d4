/** The service under test, with what every one of its specs needs. */
import { randomUUID } from 'node:crypto';
import { serviceUnderTest, type ServiceUnderTest, type ServiceWish } from '@park/test-kit';
import { service } from './housing.module.ts';

/** Consumers of one group share what they hear; each spec wants all of it. Recruitment does not answer unless the spec says where it is. */
export async function housingUnderTest(wish: ServiceWish = {}): Promise<ServiceUnderTest> {
  const settings = {
    PERSONAL_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    KAFKA_GROUP: `housing-${randomUUID()}`,
    RECRUITMENT_URL: 'http://127.0.0.1:1',
    HIRES_CLIENT_ID: 'housing',
    HIRES_CLIENT_SECRET: 'secret',
    ...wish.settings,
  };
  return await serviceUnderTest(service, { ...wish, settings });
}

const resources = ['apartment', 'application', 'tenancy'];
export const everything = [
  ...resources.flatMap((resource) => [`housing:${resource}:read`, `housing:${resource}:write`]),
  'housing:application:decide',
  'housing:application:pii',
  'housing:person:correct',
  'park:audit:read',
  'park:import:write',
  'park:parked:manage',
];
export const clerk = { scopes: everything, subject: 'clerk' };
export const reviewer = { scopes: everything, subject: 'reviewer' };

export async function anEmployer(
  park: ServiceUnderTest,
  uscc: string,
  wish: { entity_id?: string; resident?: boolean } = {},
): Promise<string> {
  const { entity_id = randomUUID(), resident = true } = wish;
  await park.database.dataSource.query(`insert into market_entity (entity_id, uscc, resident, registered_at) values ($1, $2, $3, now())`, [
    entity_id,
    uscc,
    resident,
  ]);
  return entity_id;
}
