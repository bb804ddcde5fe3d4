/** Any series of reservations and cancellations leaves exactly what a check of every pair by hand would let through. */
import { addDays, overlaps } from '@park/kernel';
import type { ServiceUnderTest } from '@park/test-kit';
import fc from 'fast-check';
import { anAddition } from '../apartments/apartment.fixture.ts';
import { clerk, housingUnderTest } from '../housing.fixture.ts';
import { aReservation } from './tenancy.fixture.ts';

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
const steps = fc.array(fc.record({ wanted, cancelsFirst: fc.option(fc.nat(9), { freq: 4 }) }), { minLength: 1, maxLength: 14 });

function bedsOf({ bed }: Wanted): number[] {
  return bed === null ? Array.from({ length: beds }, (_, i) => i + 1) : [bed];
}

/** Why a reservation cannot stand beside another, or null. */
function clash(a: Wanted, b: Wanted): 'home' | 'person' | null {
  if (!overlaps(a, b)) return null;
  if (a.person === b.person) return 'person';
  return a.apartment === b.apartment && bedsOf(a).some((bed) => bedsOf(b).includes(bed)) ? 'home' : null;
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
      for (const { wanted: next, cancelsFirst } of series) {
        if (cancelsFirst !== null && standing.length > 0) {
          const [gone] = standing.splice(cancelsFirst % standing.length, 1);
          expect(
            await park.ask('POST', `/tenancies/${gone!.id}/cancel`, { as: clerk, body: { reason: 'changed their mind' } }),
          ).toMatchObject({ status: 200 });
        }
        const { bed, start_on, end_on } = next;
        const body = aReservation(ids[next.apartment]!, round * 10 + next.person, { bed: bed ?? undefined, start_on, end_on });
        const answer = await park.ask('POST', '/tenancies', { as: clerk, body });
        const clashes = new Set(standing.map((other) => clash(next, other)).filter((one) => one !== null));
        if (clashes.size === 0) {
          expect(answer.status).toBe(201);
          standing.push({ ...next, id: answer.body.id });
        } else {
          const codes = { home: 'home_taken', person: 'person_has_tenancy' };
          expect(answer.status).toBe(409);
          expect([...clashes].map((one) => codes[one])).toContain(answer.body.code);
        }
      }
    }),
    { numRuns: 40 },
  );
});
