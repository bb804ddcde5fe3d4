import { feeds, type DataOf, type ParkEvent } from '@park/contracts';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, totals, value } from '../ledger.fixture.ts';
import { openClassS } from './door-hour.ts';

type Data = DataOf<typeof feeds.DoorSummarisedV1>;

const [harbour, software] = ['0197a0c0-0000-7000-8000-000000000001', '0197a0c0-0000-7000-8000-000000000002'];
const quiet = { attempted: 0, acknowledged: 0, failed: 0, backlog: 0, latencies: [] } satisfies Partial<Data>;

/** A summary of a door at an hour of a day in Shanghai. */
function summary(story: Story, of: string, on: string, hour: number, data: Partial<Data>): Story {
  const to = `${on}T${String(hour - 8).padStart(2, '0')}:05:00.000Z`;
  return story.tell(feeds.DoorSummarisedV1, of, on, { ...quiet, organisation_id: harbour, door: 'webhook', to, ...data });
}

const kpis = ['feed_delivery_success', 'feed_p95_latency', 'feed_backlog'];
const inJune = { as_of: '2025-06-20', from: '2025-06-01', to: '2025-07-01' };

describe('feed_delivery_success', () => {
  const story = new Story();
  summary(story, 'a', '2025-06-10', 9, { attempted: 120, acknowledged: 90, failed: 30 });
  summary(story, 'a', '2025-06-10', 9, { attempted: 40, acknowledged: 40 });
  summary(story, 'b', '2025-06-11', 9, { attempted: 40, acknowledged: 40, organisation_id: software, door: 'pull' });
  summary(story, 'a', '2025-07-01', 9, { attempted: 100, acknowledged: 0, failed: 100 });
  const facts = ledgerOf(story.events);

  it('divides the events acknowledged in the period by the attempts', () => {
    expect(figure(facts, 'feed_delivery_success', inJune)).toMatchObject({ value: 85, numerator: 170, denominator: 200 });
  });

  it('opens to members and to doors', () => {
    expect(groups(facts, 'feed_delivery_success', 'member', '2025-06-20')).toEqual({ [harbour]: 81.25, [software]: 100 });
    expect(groups(facts, 'feed_delivery_success', 'door', '2025-06-20')).toEqual({ pull: 100, webhook: 81.25 });
  });

  it('has no value where nothing was attempted', () => {
    const idle = ledgerOf(summary(new Story(), 'a', '2025-06-10', 9, {}).events);
    expect(figure(idle, 'feed_delivery_success', inJune)).toMatchObject({ value: null, null_reason: 'nothing_known' });
  });
});

describe('feed_p95_latency', () => {
  const classes = (...counts: [number | null, number][]): Partial<Data> => ({
    latencies: counts.map(([le_s, events]) => ({ le_s, events })),
  });
  const p95 = (...summaries: Partial<Data>[]): number | null =>
    value(
      ledgerOf(summaries.reduce<Story>((story, data) => summary(story, 'a', '2025-06-10', 9, data), new Story()).events),
      'feed_p95_latency',
      inJune,
    );

  it('is the upper bound of the class that holds the 95th of a hundred', () => {
    expect(p95(classes([1, 90], [300, 9], [900, 1]))).toBe(300);
    expect(p95(classes([1, 98], [300, 1], [900, 1]))).toBe(1);
  });

  it('adds the classes of all summaries', () => {
    expect(p95(classes([1, 10]), classes([1, 10], [60, 30]))).toBe(60);
  });

  it('answers with a second more than a day where the open class holds it', () => {
    expect(p95(classes([1, 1], [null, 99]))).toBe(openClassS);
    expect(openClassS).toBe(86_401);
  });

  it('opens to members and to doors', () => {
    const story = summary(new Story(), 'a', '2025-06-10', 9, classes([1, 10]));
    summary(story, 'b', '2025-06-10', 9, { ...classes([60, 10]), organisation_id: software, door: 'sse' });
    const facts = ledgerOf(story.events);
    expect(groups(facts, 'feed_p95_latency', 'member', '2025-06-20')).toEqual({ [harbour]: 1, [software]: 60 });
    expect(groups(facts, 'feed_p95_latency', 'door', '2025-06-20')).toEqual({ sse: 60, webhook: 1 });
  });
});

describe('feed_backlog', () => {
  const backlogAt = (events: readonly ParkEvent[], as_of: string): number | null => value(ledgerOf(events), 'feed_backlog', { as_of });

  it('is what the last summary of each door says', () => {
    const story = summary(new Story(), 'a', '2025-06-10', 9, { backlog: 7 });
    summary(story, 'a', '2025-06-10', 9, { backlog: 5 });
    expect(backlogAt(story.events, '2025-06-10')).toBe(5);
    summary(story, 'a', '2025-06-10', 17, { backlog: 3 });
    summary(story, 'b', '2025-06-10', 10, { backlog: 100, organisation_id: software, door: 'sse' });
    expect(backlogAt(story.events, '2025-06-10')).toBe(103);
    expect(groups(ledgerOf(story.events), 'feed_backlog', 'member', '2025-06-10')).toEqual({ [harbour]: 3, [software]: 100 });
    expect(groups(ledgerOf(story.events), 'feed_backlog', 'door', '2025-06-10')).toEqual({ sse: 100, webhook: 3 });
  });

  it('tells each day by its last summary', () => {
    const story = summary(new Story(), 'a', '2025-06-10', 22, { backlog: 4 });
    summary(story, 'a', '2025-06-11', 8, { backlog: 40 });
    summary(story, 'a', '2025-06-11', 20, { backlog: 0 });
    expect(['2025-06-09', '2025-06-10', '2025-06-11'].map((day) => backlogAt(story.events, day))).toEqual([null, 4, 0]);
  });

  it('keeps what was said for one more day, and then counts the door no longer', () => {
    const { events } = summary(new Story(), 'a', '2025-06-10', 9, { backlog: 4 });
    expect(['2025-06-10', '2025-06-11', '2025-06-12'].map((day) => backlogAt(events, day))).toEqual([4, 4, 0]);
  });
});

it('comes to the same facts in whatever order the hours of a door arrive', () => {
  const story = new Story();
  for (const [i, hour] of [9, 10, 11, 12].entries())
    summary(story, 'a', '2025-06-10', hour, { attempted: i, acknowledged: i, backlog: 10 - i, latencies: [{ le_s: 1, events: i }] });
  expect(totals(ledgerOf([...story.events].reverse()))).toEqual(totals(ledgerOf(story.events)));
});

it('says nothing of feeds before the first summary', () => {
  for (const code of kpis) expect(figure([], code, inJune)).toMatchObject({ value: null, null_reason: 'nothing_known' });
});
