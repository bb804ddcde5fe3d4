import fc from 'fast-check';
import { alliance, feeds } from '@park/contracts';
import { matches, visibleTypes } from '../subscriptions/filter.ts';
import { SubscriptionIndex, type Subscribed } from './subscription-index.ts';

const types = visibleTypes.map(({ type }) => type);
const resources = ['a', 'b', 'c'];
const some = <T extends string>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const subscription: fc.Arbitrary<Subscribed> = fc.record({
  log_no: fc.integer({ min: 1, max: 5 }),
  types: some(types),
  modes: some(alliance.allianceModes),
  topics: some(feeds.feedTopics),
  resources: some(resources),
});

it('finds the logs that comparing an event with each subscription finds', () => {
  const event = fc.record({
    type: fc.constantFrom(...types),
    modes: some(alliance.allianceModes),
    topics: some(feeds.feedTopics),
    resources: some(resources),
  });
  fc.assert(
    fc.property(fc.array(subscription, { maxLength: 20 }), event, (subscriptions, drawn) => {
      const type = visibleTypes.find(({ type: name }) => name === drawn.type)!;
      const hasMode = 'mode' in (type.example as object) || 'modes' in (type.example as object);
      const real = {
        ...drawn,
        modes: hasMode ? drawn.modes : [],
        topics: drawn.topics.filter((topic) => topicsOfType(drawn.type).includes(topic)),
      };
      const compared = subscriptions.filter((one) => matches(one, real)).map(({ log_no }) => log_no);
      expect(new SubscriptionIndex(subscriptions).logsOf(real)).toEqual(new Set(compared));
    }),
    { numRuns: 500 },
  );
});

/** Topics that an event of the type can have, by the names of types alone. */
function topicsOfType(type: string): string[] {
  if (type.startsWith('park.recruitment.')) return ['jobs'];
  if (type.startsWith('park.housing.')) return ['housing'];
  if (type.startsWith('park.events.gathering.')) return ['jobs', 'roadshows'];
  return /^park\.alliance\.(charter|meeting|resolution)\./.test(type) ? ['policies'] : [];
}

it('compares an event with those alone that name its type and its resource', () => {
  const none = { types: [], modes: [], topics: [] };
  const fairs = Array.from({ length: 1_000 }, (_, i) => ({ log_no: i, ...none, resources: [`fair ${i}`] }));
  const index = new SubscriptionIndex(fairs);
  const event = { type: 'park.recruitment.fair.phase-changed.v1', modes: [], topics: ['jobs'], resources: ['fair 7'] };
  expect(index.logsOf(event)).toEqual(new Set([7]));
  expect(index.candidates(event)).toBe(1);
});
