import { tenants } from '@park/contracts';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, shareVerified, value } from '../ledger.fixture.ts';

function resident(id: string, since: string, story = new Story()): Story {
  return story.tell(tenants.EntityRegisteredV1, id, since).tell(tenants.EntityMovedInV1, id, since, { effective_date: since });
}

function verified(
  story: Story,
  entity: string,
  period: string,
  tax_local_kcny: number,
  more: { revenue_kcny?: number; tax_total_kcny?: number } = {},
): Story {
  return story.tell(tenants.OperatingReportVerifiedV1, `${entity} ${period}`, '2026-02-01', {
    entity_id: entity,
    period,
    tax_local_kcny,
    ...more,
  });
}

describe('economic_contribution', () => {
  it('is the local tax of the calendar year so far, by the last day of the reports’ periods', () => {
    const story = resident('a', '2024-01-01');
    for (const [period, tax] of [
      ['2024-Q4', 10],
      ['2025-Q1', 20],
      ['2025-Q2', 30],
    ] as const)
      verified(story, 'a', period, tax);
    const facts = ledgerOf(story.events);
    const contribution = (asOf: string): number | null => value(facts, 'economic_contribution', { as_of: asOf });
    expect(['2024-12-31', '2025-03-30', '2025-03-31', '2025-06-29', '2025-06-30', '2025-12-31'].map(contribution)).toEqual([
      10,
      null,
      20,
      20,
      50,
      50,
    ]);
    expect(figure(facts, 'economic_contribution', { as_of: '2026-01-15' })).toMatchObject({ value: null, null_reason: 'nothing_known' });
    expect(value(facts, 'economic_contribution', { as_of: '2025-12-31', from: '2024-10-01', to: '2025-04-01' })).toBe(30);
    expect(groups(facts, 'economic_contribution', 'period', '2025-12-31')).toEqual({ '2024-Q4': null, '2025-Q1': 20, '2025-Q2': 30 });
  });

  it('counts a restated report with its last word only', () => {
    const story = verified(resident('a', '2024-01-01'), 'a', '2025-Q1', 120);
    story.tell(tenants.OperatingReportRestatedV1, 'a 2025-Q1', '2026-03-01', { entity_id: 'a', period: '2025-Q1', tax_local_kcny: 125 });
    expect(value(ledgerOf(story.events), 'economic_contribution', { as_of: '2025-12-31' })).toBe(125);
  });

  it('lets the yearly report settle the year: never quarters and year together', () => {
    const year = (periods: Record<string, number>, asOf = '2025-12-31'): number | null => {
      const story = resident('a', '2024-01-01');
      for (const [period, tax] of Object.entries(periods)) verified(story, 'a', period, tax);
      return value(ledgerOf(story.events), 'economic_contribution', { as_of: asOf });
    };
    expect(year({ '2025': 100 })).toBe(100);
    expect(year({ '2025-Q1': 20, '2025-Q2': 30, '2025-Q3': 25, '2025': 100 })).toBe(100);
    expect(year({ '2025-Q1': 20, '2025-Q2': 30, '2025-Q3': 25, '2025': 100 }, '2025-09-30')).toBe(75);
    expect(year({ '2025-Q1': 20, '2025-Q2': 30, '2025-Q3': 25, '2025-Q4': 25, '2025': 98 })).toBe(98);
  });

  it('takes reports of periods in which the entity was in the park for at least a day', () => {
    const story = resident('a', '2025-04-01').tell(tenants.EntityDepartedV1, 'a', '2025-08-15', { effective_date: '2025-08-15' });
    for (const quarter of ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']) verified(story, 'a', quarter, 10);
    expect(groups(ledgerOf(story.events), 'economic_contribution', 'period', '2025-12-31')).toEqual({ '2025-Q2': 10, '2025-Q3': 10 });
  });

  it('keeps taxes and revenue apart', () => {
    const facts = ledgerOf(verified(resident('a', '2024-01-01'), 'a', '2025-Q1', 120, { revenue_kcny: 5200, tax_total_kcny: 310 }).events);
    expect(['economic_contribution', 'tax_total', 'revenue'].map((code) => value(facts, code, { as_of: '2025-06-30' }))).toEqual([
      120, 310, 5200,
    ]);
  });
});

describe('reporting_coverage and verified_share', () => {
  const story = resident('a', '2024-01-01');
  for (const [id, since] of [
    ['b', '2024-01-01'],
    ['c', '2025-03-31'],
    ['late', '2025-04-01'],
  ] as const)
    resident(id, since, story);
  verified(story, 'a', '2025-Q1', 10);
  verified(story, 'b', '2025-Q1', 10);
  story.tell(tenants.OperatingReportSubmittedV1, 'c 2025-Q1', '2025-04-20', { entity_id: 'c', period: '2025-Q1' });
  const facts = ledgerOf(story.events);

  it('looks at the last complete quarter, and at who was there on its last day', () => {
    expect(figure(facts, 'reporting_coverage', { as_of: '2025-05-17' })).toEqual({
      value: 66.666667,
      null_reason: null,
      numerator: 2,
      denominator: 3,
    });
    expect(figure(facts, 'reporting_coverage', { as_of: '2025-03-30' })).toMatchObject({ value: 0, numerator: 0, denominator: 2 });
    expect(value(facts, 'reporting_coverage', { as_of: '2025-03-31' })).toBe(66.666667);
  });

  it('sets verified reports against those handed in', () => {
    expect(figure(facts, 'verified_share', { as_of: '2025-05-17' })).toMatchObject({ numerator: 2, denominator: 3 });
    expect(figure(facts, 'verified_share', { as_of: '2025-07-17' })).toMatchObject({ value: null, null_reason: 'nothing_known' });
    expect(shareVerified(facts, 'economic_contribution', '2025-05-17')).toBe(0.666667);
  });

  it('counts an entity once where a quarter and a year end on the same day', () => {
    const both = verified(verified(resident('a', '2024-01-01'), 'a', '2024-Q4', 10), 'a', '2024', 40);
    expect(figure(ledgerOf(both.events), 'reporting_coverage', { as_of: '2025-01-10' })).toMatchObject({
      value: 100,
      numerator: 1,
      denominator: 1,
    });
  });
});
