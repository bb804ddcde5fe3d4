import type { FeedEndpoint, MemberFeed } from '@park/contracts';
import { needsAttention, waitingIn, worstFirst } from './feed-health.ts';

const door = { kind: 'pull' as const, sent: 9, acknowledged: 9, backlog: 0, moved_at: null };

function aFeed(name: string, wish: Partial<MemberFeed> = {}): MemberFeed {
  return {
    organisation_id: name,
    name,
    uscc: null,
    is_open: true,
    moved_at: '2025-06-01T02:00:00.000Z',
    last_position: 9,
    live_subscriptions: 1,
    health: 'ok',
    doors: [],
    endpoints: [],
    ...wish,
  };
}

it('lists the worst first, of these the one with the most that waits, the others as they came', () => {
  const feeds = [
    aFeed('quiet'),
    aFeed('none', { health: 'unused' }),
    aFeed('full', { doors: [{ ...door, backlog: 8 }] }),
    aFeed('off', { health: 'disabled' }),
    aFeed('still'),
    aFeed('failing', { health: 'degraded' }),
  ];
  expect(worstFirst(feeds).map(({ name }) => name)).toEqual(['off', 'failing', 'full', 'quiet', 'still', 'none']);
});

it('says how much waits at the door that is furthest behind', () => {
  expect(
    waitingIn({
      doors: [
        { ...door, backlog: 3 },
        { ...door, kind: 'webhook', backlog: 7 },
      ],
    }),
  ).toBe(7);
  expect(waitingIn({ doors: [] })).toBe(0);
});

it('asks for attention to an endpoint that is disabled or does not acknowledge now', () => {
  const endpoint = { state: 'active', failing_since: null } as FeedEndpoint;
  const failing_since = '2025-06-01T02:00:00.000Z';
  expect(needsAttention(endpoint)).toBe(false);
  expect(needsAttention({ ...endpoint, failing_since })).toBe(true);
  expect(needsAttention({ ...endpoint, state: 'disabled' })).toBe(true);
  expect(needsAttention({ ...endpoint, state: 'paused', failing_since })).toBe(false);
});
