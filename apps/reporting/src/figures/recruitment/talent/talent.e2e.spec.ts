/** Fairs, hiring and employers as the clients of reporting see them: events in over Kafka, answers out over HTTP. */
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { analyst, reportingUnderTest, Sender } from '../../../reporting.fixture.ts';
import { Story } from '../../events.fixture.ts';
import { idOf } from '../../events/programme/programme.fixture.ts';
import { tellApplication, tellBoothSteps, tellFair, tellFirm, tellStand, type FairPlace } from './talent.fixture.ts';

const day = '2025-06-16';
const fair: FairPlace = { id: idOf('fair', 1), code: 'JF-2025-06', gathering_id: idOf('gathering', 1), day };
const member = { ...analyst, organisation: '91370211MA0000A19M' };
const csv = { as: analyst, headers: { accept: 'text/csv' } };
const paths = ['/fairs', `/fairs/${fair.id}`, '/talent/funnel', '/talent/employers'];
const sender = new Sender();
let park: ServiceUnderTest;

beforeAll(async () => {
  await sender.connect();
  park = await reportingUnderTest(sender);
  const story = tellFair(new Story(), fair, '2025-05-01', ['draft', 'filed', 'employer_registration', 'ongoing']);
  const stand = tellStand(story, fair, 'A-1', '2025-05-01');
  const firm = tellFirm(story, 1, '海创软件', 'I65', '2025-05-01');
  tellBoothSteps(story, fair, firm, stand, '2025-05-10', ['submitted', 'approved', 'booth_held', 'confirmed', 'checked_in'], {
    headcount: 9,
  });
  tellApplication(story, 1, { fair_id: fair.id, applied_on: day }, { screening: 0 });
  await sender.publish(story.events);
  await eventually(async () => {
    const { body } = await park.ask('GET', `/fairs/${fair.id}`, { as: analyst });
    expect([body.fair?.headcount, body.booths?.[0]?.employer?.name, body.applications?.[1]?.count]).toEqual([9, '海创软件', 1]);
  }, 40_000);
});
afterAll(async () => {
  await park.close();
  await sender.close();
});

it('are answered with how new they are, and tagged', async () => {
  for (const path of paths) {
    const { status, body, headers } = await park.ask('GET', path, { as: analyst });
    expect([path, status]).toEqual([path, 200]);
    expect(body).toMatchObject({ as_of: day, watermark: expect.any(String), deriving: false });
    expect(headers.get('etag')).toMatch(/^"/);
  }
});

it('come as tables too', async () => {
  const lines = async (path: string): Promise<string[]> =>
    (await park.ask<string>('GET', path, csv)).body
      .trim()
      .split('\n')
      .map((line) => line.trim());
  expect((await lines('/fairs'))[1]).toContain('JF-2025-06,,,ongoing,2025-06-16');
  expect((await lines(`/fairs/${fair.id}`))[1]).toContain('JF-2025-06,A,A-1,standard,checked_in,EM-000001,海创软件');
  expect((await lines('/talent/funnel')).slice(0, 3)).toEqual([
    'from,to,fair,industry,stage,count,of,share,median_days,p90_days',
    '2024-06-17,2025-06-17,,,submitted,1,,,0,0',
    '2024-06-17,2025-06-17,,,screening,1,1,100,0,0',
  ]);
  expect((await lines('/talent/employers'))[1]).toContain('EM-000001,海创软件');
});

it.each([
  ['/fairs/7', 400, 'malformed_request'],
  [`/fairs/${idOf('fair', 9)}`, 404, 'fair_not_found'],
  ['/talent/funnel?from=2025-13-01', 422, 'invalid_input'],
  ['/talent/funnel?from=2025-06-17&to=2025-06-17', 422, 'empty_period'],
  ['/talent/funnel?from=2000-01-01', 422, 'period_too_long'],
  ['/talent/funnel?industry=Z', 422, 'invalid_input'],
  ['/talent/funnel?fair=none&stage=hired', 422, 'invalid_input'],
  [`/talent/funnel?fair=${idOf('fair', 9)}`, 422, 'unknown_value'],
])('GET %s is answered %i %s', async (path, status, code) => {
  expect(await park.ask('GET', path, { as: analyst })).toMatchObject({ status, body: { code } });
});

it('name employers to the park’s operator alone', async () => {
  expect((await park.ask('GET', '/fairs', { as: member })).body.items).toMatchObject([{ code: 'JF-2025-06', employers_confirmed: 1 }]);
  expect((await park.ask('GET', '/talent/funnel', { as: member })).status).toBe(200);
  for (const path of [`/fairs/${fair.id}`, '/talent/employers'])
    expect(await park.ask('GET', path, { as: member })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
});

it('need their scope', async () => {
  for (const path of paths) {
    expect(await park.ask('GET', path, { as: { scopes: [] } })).toMatchObject({ status: 403, body: { missing: ['reporting:kpi:read'] } });
    expect(await park.ask('GET', path)).toMatchObject({ status: 401 });
  }
});
