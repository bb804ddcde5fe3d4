import { tenants } from '@park/contracts';
import { addDays } from '@park/kernel';
import fc from 'fast-check';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, shareVerified, value } from '../ledger.fixture.ts';

function aResident(
  story: Story,
  id: string,
  since: string,
  more: { kind?: 'enterprise' | 'service_platform'; size_class?: 'micro' | 'small' } = {},
): Story {
  return story
    .tell(tenants.EntityRegisteredV1, id, since, { kind: 'enterprise', size_class: 'small', ...more })
    .tell(tenants.EntityMovedInV1, id, since, { residency: 'both', effective_date: since });
}

describe('market_entities_stock', () => {
  const story = aResident(new Story(), 'a', '2024-05-01');
  aResident(story, 'platform', '2024-05-01', { kind: 'service_platform' });
  story.tell(tenants.EntityRegisteredV1, 'prospect', '2024-05-01');
  const stock = (asOf: string, told = story): number | null => value(ledgerOf(told.events), 'market_entities_stock', { as_of: asOf });

  it('counts residents, not prospects and not service platforms; before the first there is nothing known', () => {
    expect([stock('2024-05-01'), stock('2030-01-01')]).toEqual([1, 1]);
    expect(figure(ledgerOf(story.events), 'market_entities_stock', { as_of: '2024-04-30' })).toMatchObject({
      value: null,
      null_reason: 'nothing_known',
    });
  });

  it('counts an irregular entity on, and lets a departure count from its own day', () => {
    const left = aResident(new Story(), 'a', '2024-05-01')
      .tell(tenants.EntitySuspendedV1, 'a', '2025-02-01', { effective_date: '2025-02-01' })
      .tell(tenants.EntityReinstatedV1, 'a', '2025-03-01', { effective_date: '2025-03-01' })
      .tell(tenants.EntityDepartedV1, 'a', '2025-06-30', { effective_date: '2025-06-30' });
    expect(['2025-02-15', '2025-06-29', '2025-06-30'].map((day) => stock(day, left))).toEqual([1, 1, 0]);
  });

  it('counts what is scheduled from its day, also after it was moved, and no longer once it is cancelled', () => {
    const days = ['2025-06-30', '2025-07-01', '2025-12-31', '2026-01-31', '2026-02-01'];
    const stocks = (told: Story): (number | null)[] => days.map((day) => stock(day, told));
    const coming = aResident(new Story(), 'other', '2024-05-01')
      .tell(tenants.EntityRegisteredV1, 'a', '2025-01-01', { kind: 'enterprise' })
      .tell(tenants.EntityMoveInScheduledV1, 'a', '2025-02-01', { residency: 'both', effective_date: '2025-07-01' });
    expect(stocks(coming)).toEqual([1, 2, 2, 2, 2]);
    coming
      .tell(tenants.EntityMoveInCancelledV1, 'a', '2025-03-01', { to_state: 'prospect', effective_date: '2025-07-01' })
      .tell(tenants.EntityMoveInScheduledV1, 'a', '2025-03-01', { residency: 'both', effective_date: '2025-12-31' });
    expect(stocks(coming)).toEqual([1, 1, 2, 2, 2]);
    coming
      .tell(tenants.EntityMovedInV1, 'a', '2025-12-31', { residency: 'both', effective_date: '2025-12-31' })
      .tell(tenants.EntityDepartureScheduledV1, 'a', '2025-12-31', { effective_date: '2026-01-31' })
      .tell(tenants.EntitySuspendedV1, 'a', '2026-01-10', { effective_date: '2026-01-10' });
    expect(stocks(coming)).toEqual([1, 1, 2, 1, 1]);
    coming
      .tell(tenants.EntityDepartureCancelledV1, 'a', '2026-01-11', { effective_date: '2026-01-31' })
      .tell(tenants.EntityDepartureScheduledV1, 'a', '2026-01-11', { effective_date: '2026-02-01' });
    expect(stocks(coming)).toEqual([1, 1, 2, 2, 1]);
    coming.tell(tenants.EntityDepartureCancelledV1, 'a', '2026-01-12', { effective_date: '2026-02-01' });
    expect(stocks(coming)).toEqual([1, 1, 2, 2, 2]);
    const gone = { effective_date: '2026-01-31' };
    expect(stocks(coming.tell(tenants.EntityDepartedV1, 'a', '2026-01-31', gone))).toEqual([1, 1, 2, 1, 1]);
  });

  it('leaves out who is deregistered, revoked or no longer resident from the day on which that takes effect', () => {
    for (const [field, to] of [
      ['registration_status', 'deregistered'],
      ['registration_status', 'revoked'],
      ['residency', 'none'],
    ] as const) {
      const ended = aResident(new Story(), 'a', '2024-05-01').tell(tenants.EntityRegistrationChangedV1, 'a', '2025-04-01', {
        field,
        new: to,
        effective_date: '2025-03-01',
      });
      expect([stock('2025-02-28', ended), stock('2025-03-01', ended)]).toEqual([1, 0]);
    }
  });

  it('counts an earlier stay of an entity that was entered into the books later', () => {
    const history = new Story()
      .tell(tenants.EntityRegisteredV1, 'a', '2026-11-23', { registration_status: 'deregistered' })
      .tell(tenants.EntityMovedInV1, 'a', '2024-05-01', { effective_date: '2024-05-01' })
      .tell(tenants.EntityDepartedV1, 'a', '2025-06-30', { effective_date: '2025-06-30', reason: 'deregistered' });
    expect(['2024-05-01', '2025-06-30', '2026-11-24'].map((day) => stock(day, history))).toEqual([1, 0, 0]);
  });

  it('moves an entity between groups on the day of the change', () => {
    const grown = aResident(new Story(), 'a', '2024-05-01', { size_class: 'micro' }).tell(
      tenants.EntityRegistrationChangedV1,
      'a',
      '2025-01-01',
      {
        field: 'size_class',
        old: 'micro',
        new: 'small',
        effective_date: '2025-01-01',
      },
    );
    const bySize = (day: string): object => groups(ledgerOf(grown.events), 'market_entities_stock', 'size_class', day);
    expect([bySize('2024-12-31'), bySize('2025-01-01')]).toEqual([
      { micro: 1, small: null },
      { micro: 0, small: 1 },
    ]);
  });
});

describe('tech_firms_stock', () => {
  const hnte = { entity_id: 'a', type: 'hnte', valid_from: '2024-01-01', valid_to: '2027-01-01' } as const;
  const sme = {
    entity_id: 'a',
    type: 'tech_sme',
    valid_from: '2025-01-01',
    valid_to: '2026-01-01',
    verification: 'self_declared',
  } as const;
  const firm = (): Story => aResident(new Story(), 'a', '2024-05-01').tell(tenants.QualificationGrantedV1, 'q1', '2024-06-01', hnte);
  const tech = (story: Story, asOf: string, filters = {}): number | null =>
    value(ledgerOf(story.events), 'tech_firms_stock', { as_of: asOf, filters });

  it('counts a firm while it is in the park and a qualification is in force', () => {
    expect(['2024-04-30', '2024-05-01', '2026-12-31', '2027-01-01'].map((day) => tech(firm(), day))).toEqual([null, 1, 1, 0]);
    const gone = firm().tell(tenants.EntityDepartedV1, 'a', '2025-06-30', { effective_date: '2025-06-30' });
    expect([tech(gone, '2025-06-29'), tech(gone, '2025-06-30')]).toEqual([1, 0]);
  });

  it('counts a firm with two qualifications once, and in each type when broken down', () => {
    const both = firm().tell(tenants.QualificationGrantedV1, 'q2', '2025-01-01', sme);
    expect(tech(both, '2025-06-01')).toBe(1);
    expect(groups(ledgerOf(both.events), 'tech_firms_stock', 'qualification', '2025-06-01')).toEqual({ hnte: 1, tech_sme: 1 });
    expect(tech(both, '2025-06-01', { qualification: 'tech_sme' })).toBe(1);
    const revoked = both.tell(tenants.QualificationRevokedV1, 'q1', '2025-04-01', { entity_id: 'a', revoked_on: '2025-04-01' });
    expect(['2025-04-01', '2025-12-31', '2026-01-01'].map((day) => tech(revoked, day))).toEqual([1, 1, 0]);
    expect(tech(revoked, '2025-06-01', { qualification: 'hnte' })).toBe(0);
  });

  it('goes on through a renewal, with the gap where there was one', () => {
    const late = firm().tell(tenants.QualificationRenewedV1, 'q1', '2027-03-01', {
      ...hnte,
      valid_from: '2027-03-01',
      valid_to: '2030-03-01',
      old_valid_to: '2027-01-01',
    });
    expect(['2026-12-31', '2027-02-01', '2027-03-01', '2030-03-01'].map((day) => tech(late, day))).toEqual([1, 0, 1, 0]);
  });

  it('knows the share with verified evidence', () => {
    const declared = aResident(new Story(), 'a', '2024-05-01').tell(tenants.QualificationGrantedV1, 'q2', '2025-01-01', sme);
    expect(shareVerified(ledgerOf(declared.events), 'tech_firms_stock', '2025-06-01')).toBe(0);
    declared.tell(tenants.QualificationVerifiedV1, 'q2', '2025-07-01', { entity_id: 'a' });
    expect(shareVerified(ledgerOf(declared.events), 'tech_firms_stock', '2025-06-01')).toBe(1);
  });
});

describe('employment_total', () => {
  const report = (period: string, employees_end: number): object => ({ entity_id: 'a', period, employees_end });

  it('steps on the last day of each verified period, up to the departure', () => {
    const story = aResident(new Story(), 'a', '2024-05-01')
      .tell(tenants.OperatingReportVerifiedV1, 'r1', '2025-04-20', report('2025-Q1', 18))
      .tell(tenants.OperatingReportVerifiedV1, 'r2', '2025-07-20', report('2025-Q2', 25))
      .tell(tenants.EntityDepartedV1, 'a', '2025-09-01', { effective_date: '2025-09-01' });
    const people = (day: string): number | null => value(ledgerOf(story.events), 'employment_total', { as_of: day });
    expect(['2025-03-30', '2025-03-31', '2025-06-29', '2025-06-30', '2025-08-31', '2025-09-01'].map(people)).toEqual([
      null,
      18,
      18,
      25,
      25,
      0,
    ]);
    story.tell(tenants.OperatingReportRestatedV1, 'r1', '2025-10-01', report('2025-Q1', 16));
    expect(people('2025-05-01')).toBe(16);
  });

  it('takes no report that is merely submitted or was returned', () => {
    const story = aResident(new Story(), 'a', '2024-05-01')
      .tell(tenants.OperatingReportSubmittedV1, 'r1', '2025-04-20', report('2025-Q1', 18))
      .tell(tenants.OperatingReportReturnedV1, 'r1', '2025-04-25', { entity_id: 'a', period: '2025-Q1' });
    expect(value(ledgerOf(story.events), 'employment_total', { as_of: '2025-12-31' })).toBeNull();
  });
});

describe('survival_rate_12m', () => {
  const stay = (story: Story, id: string, since: string, days: number | null): Story => {
    aResident(story, id, since);
    const end = days === null ? null : addDays(since, days);
    return end === null ? story : story.tell(tenants.EntityDepartedV1, id, end, { effective_date: end });
  };

  it('is the share of a cohort that a count of each stay gives, on any day and over any period', () => {
    const aStay = fc.record({ began: fc.nat(900), days: fc.option(fc.integer({ min: 1, max: 900 })) });
    fc.assert(
      fc.property(
        fc.array(aStay, { minLength: 1, maxLength: 12 }),
        fc.nat(1_500),
        fc.integer({ min: 1, max: 400 }),
        (stays, day, length) => {
          const story = stays.reduce((told, one, n) => stay(told, `e${n}`, addDays('2022-01-01', one.began), one.days), new Story());
          const facts = ledgerOf(story.events);
          const share = (cohort: typeof stays): object => ({
            numerator: cohort.filter(({ days }) => days === null || days >= 365).length,
            denominator: cohort.length,
          });
          const asOf = addDays('2022-01-01', day);
          const whole = figure(facts, 'survival_rate_12m', { as_of: asOf });
          if (whole.denominator !== null) expect(whole).toMatchObject(share(stays.filter(({ began }) => began + 365 <= day)));
          const [from, to] = [asOf, addDays(asOf, length)];
          const part = figure(facts, 'survival_rate_12m', { as_of: addDays(to, -1), from, to });
          if (part.denominator !== null)
            expect(part).toMatchObject(share(stays.filter(({ began }) => began + 365 >= day && began + 365 < day + length)));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('does not know of who has not been here for a year yet, and takes a change of size for no end', () => {
    const story = stay(stay(new Story(), 'a', '2024-01-01', null), 'b', '2024-06-01', 30).tell(
      tenants.EntityRegistrationChangedV1,
      'a',
      '2024-03-01',
      {
        field: 'size_class',
        new: 'large',
        effective_date: '2024-03-01',
      },
    );
    const at = (asOf: string): object => figure(ledgerOf(story.events), 'survival_rate_12m', { as_of: asOf });
    expect([at('2024-12-30'), at('2024-12-31'), at('2025-06-01')]).toEqual([
      expect.objectContaining({ value: null, null_reason: 'nothing_known' }),
      expect.objectContaining({ value: 100, numerator: 1, denominator: 1 }),
      expect.objectContaining({ value: 50, numerator: 1, denominator: 2 }),
    ]);
  });
});
