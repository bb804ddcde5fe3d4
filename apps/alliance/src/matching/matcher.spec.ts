import { alliance } from '@park/contracts';
import fc from 'fast-check';
import { aMemberCandidate, aResourceCandidate, theNeed } from './candidate.fixture.ts';
import { matches, type Candidate, type Match } from './matcher.ts';
import { criteria, matchingRules, nearTo } from './matching-rules.ts';

const matched = (candidate: Candidate, need = theNeed): Match => matches(need, [candidate], matchingRules)[0]!;
const reasonOf = (match: Match, criterion: string) => {
  const { code, points, fits } = match.reasons.find((reason) => reason.criterion === criterion)!;
  return [code, points, fits];
};

it('gives 100 points in all', () => {
  expect(criteria.reduce((sum, criterion) => sum + matchingRules.weights[criterion], 0)).toBe(100);
});

it('explains a candidate in both languages, one reason for each criterion, whose points add up', () => {
  const match = matched(aResourceCandidate({ got: 3, gave: 1, resolved: 2 }));
  expect(match).toMatchObject({ rank: 1, kind: 'resource', fits: true, points: 93 });
  expect(match.reasons.map(({ criterion, code, points }) => [criterion, code, points])).toEqual([
    ['eligibility', 'eligible', 0],
    ['category', 'category_same', 35],
    ['mode', 'mode_same', 10],
    ['capacity', 'capacity_enough', 20],
    ['dates', 'slot_in_time', 15],
    ['fairness', 'got_more', 7],
    ['experience', 'resolved_similar', 6],
  ]);
  expect(match.reasons[3]!.text).toEqual({ zh: '可提供3场，尚需3场。', en: 'It has 3 场; 3 are still needed.' });
});

it.each([
  ['its owner', { membership_id: 'owner' }, 'own_need'],
  ['an observer', { role: 'observer' as const }, 'observer'],
  ['one that is inactive', { is_active: false }, 'inactive_member'],
  ['one that has claimed it', { has_claimed: true }, 'has_claimed'],
  ['a resource that is delisted', { is_listed: false }, 'delisted'],
])('does not fit %s, and says so', (_, wish, code) => {
  const match = matched(aResourceCandidate(wish));
  expect(match.fits).toBe(false);
  expect(reasonOf(match, 'eligibility')).toEqual([code, 0, false]);
  if ('is_listed' in wish) return;
  expect(reasonOf(matched(aMemberCandidate(wish)), 'eligibility')).toEqual([code, 0, false]);
});

it.each([
  [{ slots_in_time: 0, slots_later: 0 }, ['no_capacity', 0, false], ['no_capacity', 0, false]],
  [{ slots_in_time: 0, slots_later: 2 }, ['capacity_part', 0, true], ['no_slot_in_time', 0, false]],
  [{ slots_in_time: 1 }, ['capacity_part', 6, true], ['slot_in_time', 15, true]],
  [{ slots_in_time: 1, capacity: 3 }, ['capacity_enough', 20, true], ['slot_in_time', 15, true]],
  [{ unit: '小时' }, ['capacity_other_unit', 10, true], ['slot_in_time', 15, true]],
])('weighs the slots %j', (wish, capacity, dates) => {
  const match = matched(aResourceCandidate(wish));
  expect([reasonOf(match, 'capacity'), reasonOf(match, 'dates')]).toEqual([capacity, dates]);
});

it('does not fit where nothing is needed any more', () => {
  expect(matched(aResourceCandidate(), { ...theNeed, claimed: 4 })).toMatchObject({ fits: false });
});

it.each([
  ['venue', ['category_same', 35, true]],
  ['equipment', ['category_near', 17, true]],
  ['vehicle', ['category_other', 0, false]],
] as const)('weighs a resource of the category %s', (category, expected) => {
  expect(reasonOf(matched(aResourceCandidate({ category })), 'category')).toEqual(expected);
});

it.each([
  [[{ mode: 'resource_sharing' as const, category: 'venue' as const }], ['category_offered', 35, true], ['mode_same', 10, true]],
  [[{ mode: 'org_building' as const, category: 'equipment' as const }], ['category_offered_near', 17, true], ['mode_other', 0, true]],
  [[], ['category_unknown', 0, true], ['mode_other', 0, true]],
])('weighs a member by what it offered: %j', (offers, category, mode) => {
  const match = matched(aMemberCandidate({ offers }));
  expect([match.fits, reasonOf(match, 'category'), reasonOf(match, 'mode')]).toEqual([true, category, mode]);
});

it.each([
  [0, 4, 'got_more', 10],
  [0, 9, 'got_more', 10],
  [2, 3, 'got_more', 6],
  [3, 3, 'balanced', 5],
  [3, 2, 'gave_more', 3],
  [9, 0, 'gave_more', 0],
])('asks a member that gave %d times and got %d times: %s, %d points', (gave, got, code, points) => {
  expect(reasonOf(matched(aMemberCandidate({ gave, got })), 'fairness')).toEqual([code, points, true]);
});

it('puts those that fit before those that do not, whatever their points', () => {
  const ranking = matches(
    theNeed,
    [aResourceCandidate({ code: 'A', membership_id: 'owner' }), aMemberCandidate({ code: 'C' }), aMemberCandidate({ code: 'B', id: 'm2' })],
    matchingRules,
  );
  expect(ranking.map(({ code, fits, rank }) => [code, fits, rank])).toEqual([
    ['B', true, 1],
    ['C', true, 1],
    ['A', false, 3],
  ]);
});

it('takes a category that is near to another in both directions, and none that is near to itself', () => {
  for (const category of alliance.allianceCategories) {
    expect(nearTo(category)).not.toContain(category);
    for (const near of nearTo(category)) expect(nearTo(near)).toContain(category);
  }
});

const record = {
  membership_id: fc.constantFrom('owner', 'm1', 'm2', 'm3'),
  is_active: fc.boolean(),
  role: fc.constantFrom('council' as const, 'member' as const, 'observer' as const),
  gave: fc.nat(8),
  got: fc.nat(8),
  resolved: fc.nat(5),
  has_claimed: fc.boolean(),
};
const ofMode = fc.constantFrom(...alliance.allianceModes);
const ofCategory = fc.constantFrom(...alliance.allianceCategories);
const aCandidate: fc.Arbitrary<Candidate> = fc.oneof(
  fc
    .record({
      ...record,
      is_listed: fc.boolean(),
      mode: ofMode,
      category: ofCategory,
      capacity: fc.integer({ min: 1, max: 5 }),
      unit: fc.constantFrom('场', '小时'),
      slots_in_time: fc.nat(4),
      slots_later: fc.nat(2),
    })
    .map((wish) => aResourceCandidate(wish)),
  fc
    .record({ ...record, offers: fc.array(fc.record({ mode: ofMode, category: ofCategory }), { maxLength: 3 }) })
    .map((wish) => aMemberCandidate(wish)),
);
/** Each with an id and a code of its own. */
const someCandidates = fc
  .array(aCandidate, { maxLength: 12 })
  .map((all) => all.map((one, i): Candidate => ({ ...one, id: `id-${i}`, code: `C-${i % 4}` })));

it('ranks the same each time, and in whatever order the candidates come', () => {
  fc.assert(
    fc.property(
      someCandidates.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }))),
      ([all, shuffled]) => {
        expect(matches(theNeed, shuffled, matchingRules)).toEqual(matches(theNeed, all, matchingRules));
        expect(matches(theNeed, all, matchingRules)).toEqual(matches(theNeed, all, matchingRules));
      },
    ),
  );
});

it('answers every candidate once, with points that its reasons add up to', () => {
  fc.assert(
    fc.property(someCandidates, (all) => {
      const ranking = matches(theNeed, all, matchingRules);
      expect(ranking.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
      for (const { points, reasons, fits } of ranking) {
        expect(reasons.map(({ criterion }) => criterion)).toEqual([...criteria]);
        expect(reasons.reduce((sum, reason) => sum + reason.points, 0)).toBe(points);
        expect(reasons.every((reason) => reason.fits)).toBe(fits);
        expect(points).toBeLessThanOrEqual(100);
        expect(JSON.stringify(reasons)).not.toMatch(/undefined|\{\w+\}/);
      }
    }),
  );
});

/** The same candidate, as good or better in every criterion. */
function bettered(candidate: Candidate): Candidate {
  const able = { membership_id: 'm9', is_active: true, role: 'member' as const, has_claimed: false };
  const known = { got: candidate.got + 1, gave: Math.max(0, candidate.gave - 1), resolved: candidate.resolved + 1 };
  if (candidate.kind === 'member')
    return { ...candidate, ...able, ...known, offers: [...candidate.offers, { mode: theNeed.mode, category: theNeed.category }] };
  const { capacity, slots_in_time } = candidate;
  const best = {
    mode: theNeed.mode,
    category: theNeed.category,
    is_listed: true,
    capacity: capacity + 1,
    slots_in_time: slots_in_time + 1,
  };
  return { ...candidate, ...able, ...known, ...best };
}

it('never ranks a candidate lower that is better in every criterion', () => {
  fc.assert(
    fc.property(aCandidate, someCandidates, (candidate, others) => {
      const one: Candidate = { ...candidate, id: 'one', code: 'A' };
      const better: Candidate = { ...bettered(candidate), id: 'better', code: 'Z' };
      const ranks = new Map(matches(theNeed, [one, ...others, better], matchingRules).map(({ id, rank }) => [id, rank]));
      expect(ranks.get('better')).toBeLessThanOrEqual(ranks.get('one')!);
    }),
  );
});
