/** Any series of reservations, moves to other days and cancellations leaves exactly what a check of every pair by hand would let through. */
import { catalogue } from '@park/contracts';
import { addDays, overlaps } from '@park/kernel';
import type { ServiceUnderTest } from '@park/test-kit';
import fc from 'fast-check';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { clerk, housingUnderTest } from '../housing.fixture.ts';
import { aReservation, terms } from './tenancy.fixture.ts';

let park: ServiceUnderTest;
let apartments = 0;

beforeAll(async () => {
  park = await housingUnderTest();
});
afterAll(() => park.close());

interface Wanted {
  apartment: number;
  bed: number | null;
  person: number;
  start_on: string;
  end_on: string;
}

interface Reserved extends Wanted {
  id: string;
}

const beds = 2;
const wanted: fc.Arbitrary<Wanted> = fc
  .record({
    apartment: fc.nat(1),
    bed: fc.constantFrom(null, 1, 2),
    person: fc.nat(4),
    start: fc.nat(25),
    days: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ start, days, ...rest }) => ({ ...rest, start_on: addDays('2025-06-01', start), end_on: addDays('2025-06-01', start + days) }));
const steps = fc.array(fc.record({ wanted, cancelsFirst: fc.option(fc.nat(9), { freq: 4 }), moves: fc.option(fc.nat(9), { freq: 2 }) }), {
  minLength: 1,
  maxLength: 14,
});

function bedsOf({ bed }: Wanted): number[] {
  return bed === null ? Array.from({ length: beds }, (_, i) => i + 1) : [bed];
}

/** Why a reservation cannot stand beside another, or null. */
function clash(a: Wanted, b: Wanted): 'home' | 'person' | null {
  if (!overlaps(a, b)) return null;
  if (a.person === b.person) return 'person';
  return a.apartment === b.apartment && bedsOf(a).some((bed) => bedsOf(b).includes(bed)) ? 'home' : null;
}

/** Whether it stands beside the others; the answer must be what follows from it. */
function decided(answer: { status: number; body: any }, success: number, next: Wanted, others: readonly Wanted[]): boolean {
  const clashes = new Set(others.map((other) => clash(next, other)).filter((one) => one !== null));
  if (clashes.size === 0) {
    expect(answer.status).toBe(success);
    return true;
  }
  const codes = { home: 'home_taken', person: 'person_has_tenancy' };
  expect(answer.status).toBe(409);
  expect([...clashes].map((one) => codes[one])).toContain(answer.body.code);
  return false;
}

it('agrees with a brute-force oracle', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (series) => {
      const round = ++apartments;
      const ids = await Promise.all(
        [0, 1].map(async (i) => {
          const brand = i === 0 ? 'hiking' : 'xihai';
          return (await park.ok('POST', '/apartments', { as: clerk, body: anAddition(`R-${round}-${i}`, { brand, beds }) })).id;
        }),
      );
      const standing: Reserved[] = [];
      for (const { wanted: next, cancelsFirst, moves } of series) {
        if (cancelsFirst !== null && standing.length > 0) {
          const [gone] = standing.splice(cancelsFirst % standing.length, 1);
          expect(
            await park.ask('POST', `/tenancies/${gone!.id}/cancel`, { as: clerk, body: { reason: 'changed their mind' } }),
          ).toMatchObject({ status: 200 });
        }
        const { bed, start_on, end_on } = next;
        if (moves !== null && standing.length > 0) {
          const moved = standing[moves % standing.length]!;
          const answer = await park.ask('POST', `/tenancies/${moved.id}/move-dates`, { as: clerk, body: { start_on, end_on } });
          const others = standing.filter((other) => other !== moved);
          if (decided(answer, 200, { ...moved, start_on, end_on }, others)) Object.assign(moved, { start_on, end_on });
          continue;
        }
        const body = aReservation(ids[next.apartment]!, round * 10 + next.person, { bed: bed ?? undefined, start_on, end_on });
        const answer = await park.ask('POST', '/tenancies', { as: clerk, body });
        if (decided(answer, 201, next, standing)) standing.push({ ...next, id: answer.body.id });
      }
    }),
    { numRuns: 40 },
  );
});

it('moves the days of two to the same home and days for one of them only', async () => {
  const { id: home } = await park.ok('POST', '/apartments', { as: clerk, body: anAddition('M-1') });
  const reserved = async (person: number, start_on: string, end_on: string): Promise<string> =>
    (await park.ok('POST', '/tenancies', { as: clerk, body: aReservation(home, person, { start_on, end_on }) })).id;
  const both = [await reserved(9_001, '2025-07-01', '2025-08-01'), await reserved(9_002, '2025-09-01', '2025-10-01')];
  const dates = { start_on: '2025-11-01', end_on: '2026-11-01' };
  const answers = await Promise.all(both.map((id) => park.ask('POST', `/tenancies/${id}/move-dates`, { as: clerk, body: dates })));
  expect(answers.map(({ status, body }) => [status, body.code]).sort()).toEqual([
    [200, expect.stringMatching(/^HT-/)],
    [409, 'home_taken'],
  ]);
  const id = both[answers.findIndex(({ status }) => status === 200)]!;
  await park.ok('POST', `/tenancies/${id}/contract`, { as: clerk, body: terms });
  const signed = { start_on: '2025-12-01', end_on: '2026-12-01', contract_sha256: 'c'.repeat(64) };
  expect(await park.ok('POST', `/tenancies/${id}/move-dates`, { as: clerk, body: signed })).toMatchObject({
    state: 'contracted',
    ...signed,
  });
  expect(
    await park.ok('POST', '/tenancies', { as: clerk, body: aReservation(home, 9_003, { start_on: '2025-11-01', end_on: '2025-12-01' }) }),
  ).toMatchObject({ state: 'reserved' });
  const { items } = await park.ok('GET', `/events?subject=${id}`, { as: clerk });
  expect(items.map((event: any) => event.type.split('.')[3])).toEqual(['reserved', 'dates-moved', 'contracted', 'dates-moved']);
  for (const event of items) catalogue.get(event.type)!.schema.parse(event.data);
});
