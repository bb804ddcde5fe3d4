import type { Decision } from '@park/contracts';
import { aNeed } from './need.fixture.ts';
import { count, gained, lapse, lost } from './need-cover.ts';
import type { Need } from './need.ts';

const today = '2025-06-16';
const types = ({ events }: Decision<Need>) => events.map(({ of }) => of.type.replace('park.alliance.need.', '').replace('.v1', ''));
const became = (decision: Decision<Need>) => [decision.next.state, types(decision)];

it('counts what moves, with one event, and none where nothing does', () => {
  const counted = count(aNeed({ claimed: 1, live_claims: 1 }), { claimed: 2, fulfilled: 0, live_claims: 1 }, today);
  expect(counted.next).toMatchObject({ claimed: 3, fulfilled: 0, live_claims: 2, state: 'published' });
  expect(counted.events.map(({ of, data }) => of.schema.parse(data))).toMatchObject([{ claimed: 3, quantity: 5, live_claims: 2 }]);
  expect(count(aNeed(), { claimed: 0, fulfilled: 0, live_claims: 0 }, today).events).toEqual([]);
});

it.each([
  [{ claimed: 4 }, 'published', []],
  [{ claimed: 5 }, 'matched', ['matched']],
  [{ claimed: 4, fulfilled: 4 }, 'published', []],
  [{ claimed: 5, fulfilled: 2 }, 'in_progress', ['matched', 'started']],
  [{ claimed: 5, fulfilled: 5 }, 'delivered', ['matched', 'started', 'delivered']],
  [{ state: 'matched' as const, claimed: 5, fulfilled: 1 }, 'in_progress', ['started']],
  [{ state: 'in_progress' as const, claimed: 5, fulfilled: 4 }, 'in_progress', []],
  [{ state: 'in_progress' as const, claimed: 5, fulfilled: 5 }, 'delivered', ['delivered']],
  [{ state: 'in_progress' as const, needed_by: today, claimed: 3, fulfilled: 3 }, 'delivered', ['delivered']],
])('with a gain, %j becomes %s', (wish, state, events) => {
  expect(became(gained(aNeed(wish), today))).toEqual([state, events]);
});

it.each([
  [{ state: 'published' as const, claimed: 1 }, 'published', []],
  [{ state: 'matched' as const, claimed: 5 }, 'matched', []],
  [{ state: 'matched' as const, claimed: 4 }, 'published', ['unmatched']],
  [{ state: 'in_progress' as const, claimed: 4, fulfilled: 2 }, 'published', ['unmatched']],
  [{ state: 'matched' as const, needed_by: today, claimed: 4 }, 'matched', []],
  [{ state: 'matched' as const, needed_by: today, claimed: 0 }, 'expired', ['expired']],
  [{ state: 'in_progress' as const, needed_by: today, claimed: 0 }, 'expired', ['expired']],
  [{ state: 'in_progress' as const, needed_by: today, claimed: 3, fulfilled: 2 }, 'in_progress', []],
  [{ state: 'in_progress' as const, needed_by: today, claimed: 3, fulfilled: 3 }, 'delivered', ['delivered']],
  [{ state: 'withdrawn' as const, claimed: 0 }, 'withdrawn', []],
])('with a loss, %j becomes %s', (wish, state, events) => {
  expect(became(lost(aNeed(wish), today))).toEqual([state, events]);
});

it.each([
  [{ needed_by: '2025-06-17' }, 'published', []],
  [{ needed_by: today }, 'expired', ['expired']],
  [{ needed_by: today, live_claims: 2 }, 'expired', ['expired']],
  [{ needed_by: today, claimed: 1 }, 'in_progress', ['started']],
  [{ needed_by: today, claimed: 3, fulfilled: 3 }, 'delivered', ['started', 'delivered']],
  [{ needed_by: today, state: 'matched' as const, claimed: 5 }, 'matched', []],
])('when its day has passed, %j becomes %s', (wish, state, events) => {
  expect(became(lapse(aNeed(wish), today))).toEqual([state, events]);
});
