import { housing } from '@park/contracts';
import { addDays } from '@park/kernel';
import fc from 'fast-check';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, value } from '../ledger.fixture.ts';

function twoHomes(): Story {
  return new Story()
    .tell(housing.ApartmentAddedV1, 'h1', '2025-01-01', { brand: 'hiking', status: 'in_service' })
    .tell(housing.ApartmentAddedV1, 'x1', '2025-01-01', { brand: 'xihai', status: 'in_service' });
}

function stays(story: Story, id: string, apartment_id: string, actual_on: string, closed_on?: string): Story {
  const home = { apartment_id, brand: apartment_id.startsWith('h') ? 'hiking' : 'xihai', product: 'long_let' } as const;
  story
    .tell(housing.TenancyReservedV1, id, actual_on, home)
    .tell(housing.TenancyCheckedInV1, id, actual_on, { ...home, actual_on, end_on: '2025-09-01' });
  return closed_on ? story.tell(housing.TenancyClosedV1, id, closed_on, { ...home, closed_on }) : story;
}

describe('housing_units_supply and housing_units_occupied', () => {
  it('counts apartments in service', () => {
    const story = twoHomes().tell(housing.ApartmentStatusChangedV1, 'x1', '2025-03-01', { brand: 'xihai', to_state: 'maintenance' });
    const facts = ledgerOf(story.events);
    expect(['2024-12-31', '2025-02-28', '2025-03-01'].map((day) => value(facts, 'housing_units_supply', { as_of: day }))).toEqual([
      null,
      2,
      1,
    ]);
    expect(groups(facts, 'housing_units_supply', 'brand', '2025-03-01')).toEqual({ hiking: 1, xihai: 0 });
  });

  it('counts an apartment once however many beds are taken, until the last one leaves', () => {
    const story = stays(stays(twoHomes(), 't1', 'h1', '2025-02-01', '2025-04-01'), 't2', 'h1', '2025-03-01', '2025-06-01');
    const facts = ledgerOf(story.events);
    expect(
      ['2025-01-31', '2025-02-01', '2025-03-15', '2025-05-31', '2025-06-01'].map((day) =>
        value(facts, 'housing_units_occupied', { as_of: day }),
      ),
    ).toEqual([null, 1, 1, 1, 0]);
  });

  it('counts who stays beyond the end', () => {
    const story = stays(twoHomes(), 't1', 'h1', '2025-02-01').tell(housing.TenancyHeldOverV1, 't1', '2025-09-01', { apartment_id: 'h1' });
    expect(value(ledgerOf(story.events), 'housing_units_occupied', { as_of: '2025-12-31' })).toBe(1);
  });
});

describe('housing_occupancy', () => {
  it('is a share at a date, and of apartment-days over a period', () => {
    const facts = ledgerOf(stays(twoHomes(), 't1', 'h1', '2025-02-01', '2025-02-15').events);
    expect(value(facts, 'housing_occupancy', { as_of: '2025-02-14' })).toBe(50);
    expect(value(facts, 'housing_occupancy', { as_of: '2025-02-15' })).toBe(0);
    expect(figure(facts, 'housing_occupancy', { as_of: '2025-02-28', from: '2025-02-01', to: '2025-03-01' })).toEqual({
      value: 25,
      null_reason: null,
      numerator: 14,
      denominator: 56,
    });
  });
});

describe('housing_waiting', () => {
  it('counts applications on the list, not those with an offer, and again those that come back', () => {
    const story = new Story()
      .tell(housing.ApplicationSubmittedV1, 'a', '2025-08-01')
      .tell(housing.ApplicationWaitlistedV1, 'a', '2025-08-02', { entered_on: '2025-08-02' })
      .tell(housing.ApplicationOfferedV1, 'a', '2025-08-10', { to_state: 'offered' })
      .tell(housing.ApplicationOfferDeclinedV1, 'a', '2025-08-12', { to_state: 'waitlisted' })
      .tell(housing.ApplicationOfferedV1, 'a', '2025-08-20', { to_state: 'offered' })
      .tell(housing.ApplicationConvertedV1, 'a', '2025-08-21', { to_state: 'converted' });
    const facts = ledgerOf(story.events);
    const days = ['2025-08-01', '2025-08-02', '2025-08-10', '2025-08-12', '2025-08-20', '2025-08-21'];
    expect(days.map((day) => value(facts, 'housing_waiting', { as_of: day }))).toEqual([null, 1, 0, 1, 0, 0]);
    expect(groups(facts, 'housing_waiting', 'product', '2025-08-02')).toEqual({ long_let: 1 });
  });
});

describe('housing_decision_days and its 90th percentile', () => {
  const decided = (days: readonly number[], on = '2025-06-01'): Story =>
    days.reduce(
      (story, wait, n) =>
        story
          .tell(housing.ApplicationSubmittedV1, `a${n}`, addDays(on, -wait))
          .tell(housing.ApplicationEligibilityDecidedV1, `a${n}`, on, { eligible: true }),
      new Story(),
    );

  /** By sorting all values. */
  function naive(values: readonly number[], share: number): number {
    const sorted = [...values].sort((a, b) => a - b);
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return Math.round((low + (place - Math.floor(place)) * (high - low)) * 1e6) / 1e6;
  }

  it('are those of the sorted values, whatever these are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 40 }), (days) => {
        const facts = ledgerOf(decided(days).events);
        const at = (code: string): object => figure(facts, code, { as_of: '2025-06-30' });
        expect(at('housing_decision_days')).toEqual({
          value: naive(days, 0.5),
          null_reason: null,
          numerator: null,
          denominator: days.length,
        });
        expect(at('housing_decision_days_p90')).toMatchObject({ value: naive(days, 0.9) });
      }),
      { numRuns: 50 },
    );
  });

  it('count what was decided in the period, and know nothing of one without a decision', () => {
    const story = decided([10, 20]).tell(housing.ApplicationSubmittedV1, 'open', '2025-01-01');
    const facts = ledgerOf(story.events);
    expect(value(facts, 'housing_decision_days', { as_of: '2025-06-30', from: '2025-06-01', to: '2025-07-01' })).toBe(15);
    expect(figure(facts, 'housing_decision_days', { as_of: '2025-05-31' })).toMatchObject({ value: null, null_reason: 'nothing_known' });
    expect(figure(facts, 'housing_decision_days', { as_of: '2025-06-30', filters: { product: 'short_stay' } })).toMatchObject({
      value: null,
      null_reason: 'denominator_zero',
      denominator: 0,
    });
    expect(groups(facts, 'housing_decision_days', 'product', '2025-06-30')).toEqual({ long_let: 15 });
  });
});
