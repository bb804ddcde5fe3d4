import type { ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsUnderTest } from '../events.fixture.ts';
import { aMatchmaking, accepted, investors, placed, projects, slot } from '../match-requests/match-request.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

async function figures(as_of: string): Promise<[number | null, number | null]> {
  const { items } = await park.ok('GET', `/figures?as_of=${as_of}`, { as: { scopes: ['park:figures:read'] } });
  const valueOf = (wanted: string): number | null => items.find(({ code }: any) => code === wanted).value;
  return [valueOf('match_meetings'), valueOf('financing_total')];
}

it('counts meetings that were held on their day, and money on its day with what was corrected, within the year', async () => {
  const gathering = await aMatchmaking(park);
  const [their, our] = [await investors(park, 3), await projects(park, 3)];
  const requests: any[] = [];
  for (const [i, investor] of their.entries()) requests.push(await accepted(park, gathering, investor, our[i]));
  for (const [i, request] of requests.entries()) await placed(park, request, 20 * i, 20 * i + 20);
  park.time.now = slot(60, 80).starts_at;
  const held = { as: clerk, body: { investor_interest: 1, project_interest: 1 } };
  for (const { id } of requests.slice(0, 2)) await park.ok('POST', `/match-requests/${id}/hold`, held);
  await park.ok('POST', `/match-requests/${requests[0].id}/follow-up`, { as: clerk, body: { outcome: 'deal' } });
  await park.ok('POST', `/match-requests/${requests[2].id}/no-show`, { as: clerk, body: { who: 'both' } });
  expect(await figures('2025-06-25')).toEqual([0, 0]);
  expect(await figures('2025-06-26')).toEqual([2, 0]);

  park.time.now = new Date('2025-07-10T02:00:00Z');
  const deal = await park.ok('POST', '/deals', { as: clerk, body: { match_request_id: requests[0].id, opened_on: '2025-06-27' } });
  const lost = await park.ok('POST', '/deals', { as: clerk, body: { match_request_id: requests[1].id, opened_on: '2025-06-27' } });
  for (const to of ['due_diligence', 'term_sheet', 'signed'])
    await park.ok('POST', `/deals/${deal.id}/advance`, { as: clerk, body: { to, on: '2025-06-28' } });
  await park.ok('POST', `/deals/${lost.id}/close-lost`, { as: clerk, body: { reason: 'no answer' } });
  const money = { amount_kcny: 1000, round: 'seed', funded_on: '2025-07-01', evidence_sha256: 'f'.repeat(64) };
  await park.ok('POST', `/deals/${deal.id}/fund`, { as: clerk, body: money });
  expect(await figures('2025-06-30')).toEqual([2, 0]);
  expect(await figures('2025-07-01')).toEqual([2, 1000]);
  await park.ok('POST', `/deals/${deal.id}/correct`, { as: clerk, body: { amount_kcny: 900, reason: 'mistyped' } });
  expect(await figures('2025-12-31')).toEqual([2, 900]);
  expect(await figures('2026-01-01')).toEqual([0, 0]);
});
