import { housing, recruitment } from '@park/contracts';
import { addDays } from '@park/kernel';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, value } from '../ledger.fixture.ts';

const year = { as_of: '2025-12-31' };
const facts = (wish: object = {}) => ({
  fair_id: 'f1',
  industry_code: 'I65',
  source: 'fair_scan' as const,
  applied_on: '2025-03-01',
  ...wish,
});

function applied(story: Story, id: string, wish: object = {}): Story {
  const of = facts(wish);
  return story.tell(recruitment.ApplicationSubmittedV1, id, of.applied_on, { ...of, to_state: 'submitted' });
}

describe('applications', () => {
  it('count on the day on which they were made, whatever becomes of them', () => {
    const story = applied(applied(new Story(), 'a'), 'b', { source: 'web', fair_id: null, industry_code: 'C35', applied_on: '2025-03-02' });
    story.tell(recruitment.ApplicationWithdrawnV1, 'a', '2025-03-05', { ...facts(), to_state: 'withdrawn' });
    const ledger = ledgerOf(story.events);
    expect(['2025-03-01', '2025-03-02'].map((as_of) => value(ledger, 'applications_received', { as_of }))).toEqual([1, 2]);
    expect(groups(ledger, 'applications_received', 'source', year.as_of)).toEqual({ fair_scan: 1, web: 1 });
    expect(groups(ledger, 'applications_received', 'fair', year.as_of)).toEqual({ f1: 1, none: 1 });
  });

  it('take days to an accepted offer that stands', () => {
    const story = new Story();
    for (const [id, hired_on] of [
      ['a', '2025-03-11'],
      ['b', '2025-03-21'],
      ['c', '2025-03-31'],
    ] as const) {
      applied(story, id);
      story.tell(recruitment.ApplicationHiredV1, id, hired_on, { ...facts(), to_state: 'hired', hired_on });
    }
    expect(value(ledgerOf(story.events), 'time_to_hire', year)).toBe(20);
    expect(value(ledgerOf(story.events), 'time_to_hire_p90', year)).toBe(28);
    story.tell(recruitment.ApplicationUnhiredV1, 'c', '2025-04-15', { ...facts(), to_state: 'interviewing' });
    expect(figure(ledgerOf(story.events), 'time_to_hire', year)).toMatchObject({ value: 15, denominator: 2 });
  });
});

describe('offers', () => {
  const accepted = (story: Story, id: string, accepted_on: string, wants_home = false): Story =>
    story.tell(recruitment.OfferAcceptedV1, id, accepted_on, { ...facts(), to_state: 'accepted', accepted_on, wants_home });

  it('are accepted at a rate of those answered; withdrawn and deprecated ones are no answers', () => {
    const story = accepted(new Story(), 'o1', '2025-04-01');
    story.tell(recruitment.OfferDeclinedV1, 'o2', '2025-04-02', { ...facts(), to_state: 'declined', declined_on: '2025-04-02' });
    story.tell(recruitment.OfferExpiredV1, 'o3', '2025-04-03', { ...facts(), to_state: 'expired', expired_on: '2025-04-03' });
    story.tell(recruitment.OfferWithdrawnV1, 'o4', '2025-04-04', { ...facts(), to_state: 'withdrawn' });
    story.tell(recruitment.OfferDeprecatedV1, 'o5', '2025-04-05', { ...facts(), to_state: 'deprecated' });
    const ledger = ledgerOf(story.events);
    expect(value(ledger, 'offers_accepted', year)).toBe(1);
    expect(figure(ledger, 'offer_acceptance_rate', year)).toMatchObject({ numerator: 1, denominator: 3 });
  });

  it('lead to a home where the application of those who wanted one led to a tenancy, in whichever order it is told', () => {
    const converted = (story: Story, id: string, offer_id: string | null): Story =>
      story.tell(housing.ApplicationConvertedV1, id, '2025-05-01', { offer_id, tenancy_id: `home of ${id}`, to_state: 'converted' });
    const story = converted(converted(converted(new Story(), 'h1', 'o1'), 'h3', null), 'h4', 'o4');
    accepted(accepted(accepted(story, 'o1', '2025-04-01', true), 'o2', '2025-04-02', true), 'o4', '2025-04-03', false);
    expect(figure(ledgerOf(story.events), 'hire_to_home', year)).toMatchObject({ value: 50, numerator: 1, denominator: 2 });
  });
});

describe('hires', () => {
  function started(story: Story, id: string, started_on: string, retained?: boolean | null): Story {
    const of = facts();
    story.tell(recruitment.HireStartedV1, id, started_on, { ...of, to_state: 'started', started_on });
    if (retained === undefined) return story;
    const data = { ...of, to_state: 'started', started_on, day: 90, retained };
    return story.tell(recruitment.HireRetentionDecidedV1, id, addDays(started_on, 95), data);
  }

  it('count when they started, not when they were agreed, and not where nobody came', () => {
    const story = started(new Story(), 'a', '2025-04-01');
    const pending = { ...facts(), to_state: 'pending_start' };
    story.tell(recruitment.HireAgreedV1, 'b', '2025-04-01', { ...pending, start_on: '2025-04-01' });
    story.tell(recruitment.HireStartMovedV1, 'b', '2025-04-01', { ...pending, old_start_on: '2025-04-01', start_on: '2025-05-01' });
    story.tell(recruitment.HireRenegedV1, 'b', '2025-04-02', { ...facts(), to_state: 'reneged' });
    const ledger = ledgerOf(story.events);
    expect(value(ledger, 'hires_started', year)).toBe(1);
    expect(groups(ledger, 'hires_started', 'industry', year.as_of)).toEqual({ I: 1 });
  });

  it('are retained where that is proved 90 days after the start; one of whom nothing is known is not', () => {
    const day = '2025-04-01';
    const story = started(started(started(started(new Story(), 'a', day, true), 'b', day, false), 'c', day, null), 'd', day);
    started(story, 'late', '2025-06-01', true);
    const ledger = ledgerOf(story.events);
    const at = (as_of: string): object => figure(ledger, 'hires_retained_90d', { as_of });
    expect(at(addDays(day, 89))).toMatchObject({ value: null });
    expect(at(addDays(day, 90))).toMatchObject({ value: 25, numerator: 1, denominator: 4 });
    expect(at(addDays('2025-06-01', 90))).toMatchObject({ value: 40, numerator: 2, denominator: 5 });
  });

  it('are not retained by what is said of an earlier day', () => {
    const story = started(new Story(), 'a', '2025-04-01');
    const data = { ...facts(), to_state: 'started', started_on: '2025-04-01', retained: true };
    story.tell(recruitment.HireRetentionDecidedV1, 'a', '2025-05-05', { ...data, day: 30 });
    expect(figure(ledgerOf(story.events), 'hires_retained_90d', { as_of: '2025-08-01' })).toMatchObject({ numerator: 0, denominator: 1 });
  });
});
