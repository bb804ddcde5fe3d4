import { events, recruitment } from '@park/contracts';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, value } from '../ledger.fixture.ts';

const day = '2025-08-18';
const year = { as_of: '2025-12-31' };
const atFair = { fair_id: 'f1', fair_on: day, industry_code: 'I65' };

describe('employers at a fair', () => {
  /** Confirmed on 1 August, then there, released, or cancelled. */
  function booth(story: Story, id: string, fate: 'there' | 'no_show' | 'cancelled' | 'late', industry_code = 'I65'): Story {
    const of = { ...atFair, employer_id: `employer of ${id}`, industry_code };
    story.tell(recruitment.BoothApplicationConfirmedV1, id, '2025-08-01', { ...of, to_state: 'confirmed' });
    if (fate === 'there') return story.tell(recruitment.BoothApplicationCheckedInV1, id, day, { ...of, to_state: 'checked_in' });
    if (fate === 'no_show') return story.tell(recruitment.BoothApplicationReleasedV1, id, day, { ...of, to_state: 'no_show' });
    const to_state = fate === 'late' ? 'late_cancelled' : 'cancelled';
    return story.tell(recruitment.BoothApplicationCancelledV1, id, '2025-08-17', { ...of, to_state });
  }

  it('are those that checked in, beside those confirmed, on the day of the fair', () => {
    const story = new Story();
    booth(story, 'a', 'there');
    booth(story, 'b', 'there', 'C35');
    booth(story, 'c', 'no_show');
    booth(story, 'd', 'cancelled');
    booth(story, 'e', 'late');
    story.tell(recruitment.BoothApplicationCompletedV1, 'a', day, { ...atFair, to_state: 'completed' });
    const facts = ledgerOf(story.events);
    expect(['2025-08-17', day].map((as_of) => value(facts, 'employers_at_fair', { as_of }))).toEqual([null, 2]);
    expect(value(facts, 'employers_confirmed', year)).toBe(3);
    expect(groups(facts, 'employers_at_fair', 'industry', year.as_of)).toEqual({ I: 1, C: 1 });
    expect(groups(facts, 'employers_at_fair', 'fair', year.as_of)).toEqual({ f1: 2 });
    expect(figure(facts, 'booth_no_show_rate', year)).toMatchObject({ value: expect.closeTo(100 / 3, 4), numerator: 1, denominator: 3 });
  });

  it('move with the fair', () => {
    const story = booth(new Story(), 'a', 'there');
    const moved = ledgerOf(
      story.tell(recruitment.BoothApplicationCompletedV1, 'a', day, { ...atFair, fair_on: '2025-09-01', to_state: 'completed' }).events,
    );
    expect([day, '2025-09-01'].map((as_of) => value(moved, 'employers_at_fair', { as_of }))).toEqual([0, 1]);
  });
});

describe('seekers_entered', () => {
  it('is the check-ins at job fairs, and at no other gathering', () => {
    const story = new Story();
    for (const [id, gathering_type, places] of [
      ['r1', 'job_fair', 1],
      ['r2', 'job_fair', 2],
      ['r3', 'salon', 1],
    ] as const) {
      const of = { gathering_id: `g ${gathering_type}`, gathering_type, season_id: 's1', gathering_on: day, person_id: id, places };
      story.tell(events.RegistrationCheckedInV1, id, day, { ...of, to_state: 'checked_in', scanned_at: `${day}T01:00:00.000Z` });
    }
    const facts = ledgerOf(story.events);
    expect(value(facts, 'seekers_entered', year)).toBe(3);
    expect(groups(facts, 'seekers_entered', 'gathering', year.as_of)).toEqual({ 'g job_fair': 3 });
  });
});

describe('postings', () => {
  const head = { fair_id: null, industry_code: 'I65' };
  const openings = (open: number) => ({ headcount: 4, open, filled: 4 - open });
  const published = (story: Story, id: string, on: string): Story =>
    story.tell(recruitment.PostingPublishedV1, id, on, { ...head, to_state: 'published', ...openings(4), published_on: on });
  const filled = (story: Story, id: string, opening: number, on: string, open: number): Story =>
    story.tell(recruitment.PostingOpeningFilledV1, id, on, {
      ...head,
      to_state: 'published',
      opening,
      published_on: '2025-03-01',
      filled_on: on,
      open,
      filled: 4 - open,
    });
  const at = (facts: ReturnType<typeof ledgerOf>, code: string, ...days: string[]) => days.map((as_of) => value(facts, code, { as_of }));

  it('are open from their publication until they are paused or closed, each with the openings that are left', () => {
    const story = published(published(new Story(), 'a', '2025-03-01'), 'b', '2025-03-05');
    filled(story, 'a', 1, '2025-03-10', 3);
    story.tell(recruitment.PostingPausedV1, 'a', '2025-03-15', { ...head, to_state: 'paused' });
    story.tell(recruitment.PostingResumedV1, 'a', '2025-03-20', { ...head, to_state: 'published', open: 3, filled: 1 });
    story.tell(recruitment.PostingHeadcountChangedV1, 'a', '2025-03-22', { ...head, to_state: 'published', old: 4, new: 6, open: 5 });
    story.tell(recruitment.PostingClosedV1, 'b', '2025-03-25', { ...head, to_state: 'closed', open: 4, filled: 0 });
    const facts = ledgerOf(story.events);
    const days = ['2025-02-28', '2025-03-01', '2025-03-05', '2025-03-10', '2025-03-15', '2025-03-20', '2025-03-22', '2025-03-25'];
    expect(at(facts, 'postings_open', ...days)).toEqual([null, 1, 2, 2, 1, 2, 2, 1]);
    expect(at(facts, 'headcount_open', ...days)).toEqual([null, 4, 8, 7, 4, 7, 9, 5]);
  });

  it('are not open while another version of them is in review, and are again when the last opening is vacated', () => {
    const story = published(new Story(), 'a', '2025-03-01');
    story.tell(recruitment.PostingRevisedV1, 'a', '2025-03-02', { ...head, to_state: 'draft', content_version: 2 });
    published(story, 'a', '2025-03-04');
    filled(story, 'a', 1, '2025-03-10', 0);
    story.tell(recruitment.PostingClosedV1, 'a', '2025-03-10', { ...head, to_state: 'closed', reason: 'filled', open: 0, filled: 4 });
    story.tell(recruitment.PostingOpeningVacatedV1, 'a', '2025-04-01', {
      ...head,
      to_state: 'closed',
      opening: 1,
      vacated_on: '2025-04-01',
      open: 1,
    });
    story.tell(recruitment.PostingReopenedV1, 'a', '2025-04-01', { ...head, to_state: 'published', open: 1, filled: 3 });
    const facts = ledgerOf(story.events);
    const days = ['2025-03-01', '2025-03-02', '2025-03-04', '2025-03-10', '2025-04-01'];
    expect(at(facts, 'postings_open', ...days)).toEqual([1, 0, 1, 0, 1]);
    expect(at(facts, 'headcount_open', ...days)).toEqual([4, 0, 4, 0, 1]);
  });

  it('take days to be filled; an opening that was vacated counts no more until it is filled again', () => {
    const story = published(new Story(), 'a', '2025-03-01');
    filled(story, 'a', 1, '2025-03-11', 3);
    filled(story, 'a', 2, '2025-03-21', 2);
    filled(story, 'a', 3, '2025-03-31', 1);
    expect(value(ledgerOf(story.events), 'time_to_fill', year)).toBe(20);
    expect(value(ledgerOf(story.events), 'time_to_fill_p90', year)).toBe(28);
    story.tell(recruitment.PostingOpeningVacatedV1, 'a', '2025-04-02', {
      ...head,
      to_state: 'published',
      opening: 3,
      vacated_on: '2025-04-02',
      open: 2,
    });
    expect(figure(ledgerOf(story.events), 'time_to_fill', year)).toMatchObject({ value: 15, denominator: 2 });
  });
});
