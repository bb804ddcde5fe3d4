import type { ServiceUnderTest } from '@park/test-kit';
import { eventsUnderTest } from '../events.fixture.ts';
import { aRoadshowOf, posted, presented, shortlisted } from '../panels/roadshow.fixture.ts';
import { points } from '../score-sheets/score-sheet.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

async function pitches(as_of: string): Promise<number> {
  const { items } = await park.ok('GET', `/figures?as_of=${as_of}`, { as: { scopes: ['park:figures:read'] } });
  return items.find(({ code }: any) => code === 'pitches').value;
}

it('counts pitches on the day on which they were presented, within the year, also once they are scored', async () => {
  const roadshow = await aRoadshowOf(park, 1, { panel_min: 1 });
  const [first, second, absent] = await shortlisted(park, roadshow.panel.id, 3);
  await posted(park, `/panels/${roadshow.panel.id}/assign-sheets`);
  await presented(park, roadshow, [first, second]);
  await posted(park, `/pitches/${absent.id}/mark-absent`);
  const days = ['2025-06-25', '2025-06-26', '2025-12-31', '2026-01-01'];
  const counted = async () => await Promise.all(days.map(pitches));
  expect(await counted()).toEqual([0, 2, 2, 0]);
  const expert_id = roadshow.experts[0].id;
  for (const { id } of [first, second]) {
    const { items } = await park.ok('GET', `/score-sheets?pitch_id=${id}&expert_id=${expert_id}`, {
      as: { scopes: ['events:pitch:read'] },
    });
    await posted(park, `/score-sheets/${items[0].id}/record-paper`, { scores: points(50, 30) });
  }
  await posted(park, `/panels/${roadshow.panel.id}/publish-ranking`);
  expect(await counted()).toEqual([0, 2, 2, 0]);
});
