import fc from 'fast-check';
import { fits, served, type Waiting } from './waiting-list.ts';

const holders = ['house', 'students', 'press'];

const entry = fc.record({ places: fc.integer({ min: 1, max: 4 }), quotas: fc.subarray(['students', 'press']) });
const list = fc
  .array(entry, { maxLength: 12 })
  .map((entries) => entries.map(({ places, quotas }, i): Waiting => ({ id: String(i), places, holders: ['house', ...quotas] })));
const free = fc.record({ house: fc.nat(12), students: fc.nat(6), press: fc.nat(6) }).map((one) => new Map(Object.entries(one)));

it('offers no more than is free, and passes over only those that do not fit', () => {
  fc.assert(
    fc.property(list, free, (waiting, start) => {
      const { offered, left } = served(waiting, start);
      for (const holder of holders) {
        const taken = offered.filter((one) => one.holders.includes(holder)).reduce((sum, { places }) => sum + places, 0);
        expect([holder, left.get(holder)]).toEqual([holder, start.get(holder)! - taken]);
        expect(left.get(holder)).toBeGreaterThanOrEqual(0);
      }
      // Whoever is passed over did not fit what those before them had left; so nobody behind takes a place that they could have had.
      const isOffered = new Set(offered);
      const before = new Map(start);
      for (const one of waiting) {
        expect([one.id, isOffered.has(one)]).toEqual([one.id, fits(one, before)]);
        if (isOffered.has(one)) for (const holder of one.holders) before.set(holder, before.get(holder)! - one.places);
      }
    }),
  );
});

it('gives a group its places all or none', () => {
  const [group, single] = [
    { id: 'group', places: 3, holders: ['house'] },
    { id: 'single', places: 1, holders: ['house'] },
  ];
  expect(served([group, single], new Map([['house', 2]])).offered).toEqual([single]);
  expect(served([group, single], new Map([['house', 3]])).offered).toEqual([group]);
});

it('asks for a free place in every quota of the type', () => {
  const student = { id: 'student', places: 1, holders: ['house', 'students'] };
  expect(
    served(
      [student],
      new Map([
        ['house', 5],
        ['students', 0],
      ]),
    ).offered,
  ).toEqual([]);
  expect(
    served(
      [student],
      new Map([
        ['house', 0],
        ['students', 5],
      ]),
    ).offered,
  ).toEqual([]);
});
