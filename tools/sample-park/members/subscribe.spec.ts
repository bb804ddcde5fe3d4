import { rowsOf } from '../sample-park.ts';
import { storyOf } from '../story.ts';
import { sampleSubscribers } from './subscribe.ts';

it.each(['2023-08-18', '2026-11-24'])('gives a feed to four members of the alliance of %s', (day) => {
  const rows = rowsOf(storyOf(day), new Date('2026-11-25T04:00:00Z'));
  const members = rows.memberships.map(({ uscc }) => uscc);
  const subscribers = sampleSubscribers(rows);
  expect(subscribers.map(({ uscc }) => members.includes(uscc))).toEqual([true, true, true, true]);
  expect(new Set(subscribers.map(({ uscc }) => uscc)).size).toBe(4);
  expect(subscribers.filter(({ endpoint }) => endpoint)).toHaveLength(2);
});
