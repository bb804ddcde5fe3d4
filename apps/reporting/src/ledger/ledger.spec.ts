import { eventTypes, tenants } from '@park/contracts';
import { addDays } from '@park/kernel';
import fc from 'fast-check';
import { plan } from '../kpi/query-plan.ts';
import { figures } from '../figures/registry.ts';
import { anEvent, Story } from '../figures/events.fixture.ts';
import { factsAddUpTo, figure, groups, ledgerOf, totals, value } from '../figures/ledger.fixture.ts';
import { Oracle } from '../figures/oracle.fixture.ts';
import { aPark, eventsOf, interleaved } from '../figures/park.fixture.ts';

const dice = fc.array(fc.nat(1_000), { minLength: 10, maxLength: 60 });
const aDay = fc.integer({ min: -10, max: 1_100 }).map((days) => addDays('2024-01-01', days));
const runs = { numRuns: 100 };

describe('the ledger', () => {
  it('takes in every event of the catalogue, the ones that no figure needs too', () => {
    for (const type of eventTypes) expect(() => ledgerOf([anEvent(type, { of: 'x' })])).not.toThrow();
  });

  it('comes to the same totals in whatever order aggregates are heard, and however often', () => {
    fc.assert(
      fc.property(aPark, dice, (park, throws) => {
        const events = eventsOf(park);
        expect(totals(ledgerOf(interleaved(events, throws)))).toEqual(totals(ledgerOf(events)));
      }),
      runs,
    );
  });

  it('leaves a second event of the same version out, and puts an earlier one that comes late into its place', () => {
    const story = new Story()
      .tell(tenants.EntityRegisteredV1, 'a', '2024-01-01')
      .tell(tenants.EntityMovedInV1, 'a', '2024-02-01', { effective_date: '2024-02-01' });
    const [registered, movedIn] = story.events;
    const impostor = anEvent(tenants.EntityMovedInV1, { of: 'a', version: 2, data: { effective_date: '2020-01-01' } });
    expect(ledgerOf([registered!, movedIn!, impostor])).toEqual(ledgerOf([registered!, movedIn!]));
    expect(totals(ledgerOf([movedIn!, registered!]))).toEqual(totals(ledgerOf([registered!, movedIn!])));
  });

  it('tells with each fact which event led to it', () => {
    const story = new Story()
      .tell(tenants.QualificationGrantedV1, 'q', '2024-01-01', { entity_id: 'a', valid_from: '2024-01-01', valid_to: '2025-01-01' })
      .tell(tenants.EntityRegisteredV1, 'a', '2024-01-01')
      .tell(tenants.EntityMovedInV1, 'a', '2024-03-01', { effective_date: '2024-03-01' });
    const tech = ledgerOf(story.events).filter(({ measure }) => measure === 'tech_firms');
    expect(tech.map(({ position, effective_on, delta }) => [position, effective_on, delta])).toEqual([
      [3, '2024-03-01', 1],
      [3, '2025-01-01', -1],
    ]);
  });

  it('corrects a broken-down lease once its unit is known', () => {
    const lease = anEvent(tenants.OccupancyActivatedV1, {
      of: 'o',
      data: { unit_id: 'u', area_m2: 50, start_on: '2024-01-01', end_on: '2025-01-01' },
    });
    const unit = anEvent(tenants.UnitAddedV1, { of: 'u', on: '2024-06-01', data: { usage: 'lab' } });
    expect(groups(ledgerOf([lease]), 'occupied_area', 'usage', '2024-02-01')).toEqual({ unknown: 50 });
    expect(groups(ledgerOf([lease, unit]), 'occupied_area', 'usage', '2024-02-01')).toEqual({ lab: 50, unknown: 0 });
  });
});

describe('figures against the oracle', () => {
  const or0 = (figureOrNull: number | null): number => figureOrNull ?? 0;

  it('are those of the raw events on any day', () => {
    fc.assert(
      fc.property(aPark, dice, aDay, (park, throws, day) => {
        const events = eventsOf(park);
        const facts = ledgerOf(interleaved(events, throws));
        const oracle = new Oracle(events);
        const at = (code: string): number => or0(value(facts, code, { as_of: day }));
        expect({
          entities: at('market_entities_stock'),
          tech: at('tech_firms_stock'),
          people: at('employment_total'),
          contribution: at('economic_contribution'),
          rentable: at('rentable_area'),
          leased: at('occupied_area'),
          days: or0(figure(facts, 'wale', { as_of: day }).numerator),
          apartments: at('housing_units_supply'),
          lived: at('housing_units_occupied'),
          waiting: at('housing_waiting'),
          buildings: at('buildings_renovated'),
          outdoor: at('outdoor_area_renewed'),
        }).toEqual({
          entities: oracle.entitiesOn(day),
          tech: oracle.techFirmsOn(day),
          people: oracle.employmentOn(day),
          contribution: oracle.taxLocal(`${day.slice(0, 4)}-01-01`, addDays(day, 1)),
          rentable: oracle.rentableOn(day),
          leased: oracle.leasedOn(day),
          days: oracle.areaDaysToEnd(day),
          apartments: oracle.apartmentsOn(day),
          lived: oracle.occupiedApartmentsOn(day),
          waiting: oracle.waitingOn(day),
          buildings: oracle.renovatedOn(day).buildings,
          outdoor: oracle.renovatedOn(day).outdoor,
        });
      }),
      runs,
    );
  });

  it('are those of each single day, summed, over a period', () => {
    fc.assert(
      fc.property(aPark, aDay, fc.integer({ min: 1, max: 90 }), (park, from, days) => {
        const to = addDays(from, days);
        const events = eventsOf(park);
        const facts = ledgerOf(events);
        const oracle = new Oracle(events);
        const period = { as_of: addDays(to, 30), from, to };
        const space = figure(facts, 'occupancy_rate', period);
        const homes = figure(facts, 'housing_occupancy', period);
        if (space.denominator !== null)
          expect([space.numerator, space.denominator]).toEqual([
            oracle.over(from, to, (day) => oracle.leasedOn(day)),
            oracle.over(from, to, (day) => oracle.rentableOn(day)),
          ]);
        if (homes.denominator !== null)
          expect([homes.numerator, homes.denominator]).toEqual([
            oracle.over(from, to, (day) => oracle.occupiedApartmentsOn(day)),
            oracle.over(from, to, (day) => oracle.apartmentsOn(day)),
          ]);
      }),
      { numRuns: 25 },
    );
  });

  it('are what their facts add up to, one by one', () => {
    fc.assert(
      fc.property(aPark, aDay, (park, day) => {
        const facts = ledgerOf(eventsOf(park));
        for (const kpi of figures.kpis) {
          if (kpi.value === null) continue;
          const asked = plan(kpi, { filters: {}, as_of: day }, day);
          const { value: answer, numerator, denominator } = figure(facts, kpi.code, { as_of: day });
          const counted = kpi.value.quantile === undefined ? answer : denominator;
          expect(factsAddUpTo(facts, kpi.value, asked)).toBe((kpi.per ? numerator : counted) ?? 0);
          if (kpi.per) expect(factsAddUpTo(facts, kpi.per, asked)).toBe(denominator ?? 0);
        }
      }),
      runs,
    );
  });

  it('are the sum of their groups where groups do not overlap', () => {
    fc.assert(
      fc.property(aPark, aDay, (park, day) => {
        const facts = ledgerOf(eventsOf(park));
        for (const [code, by] of [
          ['market_entities_stock', 'size_class'],
          ['occupied_area', 'building'],
          ['housing_units_occupied', 'product'],
        ] as const) {
          const whole = value(facts, code, { as_of: day });
          const parts = Object.values(groups(facts, code, by, day)).reduce<number>((sum, part) => sum + (part ?? 0), 0);
          expect(Math.round(parts * 100) / 100).toBe(whole ?? 0);
        }
      }),
      runs,
    );
  });
});
