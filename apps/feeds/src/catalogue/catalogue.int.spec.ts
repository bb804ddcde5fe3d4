/** The catalogue of a member over HTTP. */
import { randomUUID } from 'node:crypto';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { eventTypes } from '@park/contracts';
import type { ServiceUnderTest } from '@park/test-kit';
import { aMember, anEvent, desk, feedsUnderTest, read, subscribed, takeIn, type MemberUnderTest } from '../feeds.fixture.ts';

let park: ServiceUnderTest;
let member: MemberUnderTest;

beforeAll(async () => {
  park = await feedsUnderTest();
  member = await aMember(park);
});
afterAll(() => park.close());

const visible = eventTypes.filter(({ visibility }) => visibility !== 'internal');

it('has each type that leaves the park, and no other', async () => {
  const { items } = await park.ok('GET', '/catalogue', { as: member.as });
  expect(items.map(({ type }: any) => type)).toEqual(visible.map(({ type }) => type));
  expect(await park.ask('GET', '/catalogue', { as: desk })).toMatchObject({ status: 403, body: { code: 'members_only' } });
});

it('describes the entries as they come: each type’s example passes the schema of its message', async () => {
  await subscribed(park, member);
  await takeIn(park, ...visible.map((type) => anEvent(type, randomUUID())));
  const batch = await read(park, member);
  expect(batch).toHaveLength(visible.length);
  const { asyncapi, components } = await park.ok('GET', '/catalogue/asyncapi.json', { as: member.as });
  expect(asyncapi).toBe('3.0.0');
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  for (const event of batch) {
    const validate = ajv.compile(components.messages[event.type].payload.schema);
    expect([event.type, validate(event), validate.errors]).toEqual([event.type, true, null]);
  }
});
