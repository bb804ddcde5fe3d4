import { events } from '@park/contracts';
import { addDays } from '@park/kernel';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, value } from '../ledger.fixture.ts';

const year = { as_of: '2025-12-31' };
const day = '2025-08-18';
const head = { gathering_id: 'g1', season_id: 's1', gathering_on: day };

describe('pitches', () => {
  const story = new Story();
  for (const [id, to_state] of [
    ['p1', 'scored'],
    ['p2', 'presented'],
    ['p3', 'screened_out'],
  ] as const) {
    const of = { ...head, project_id: id, sector: 'marine_industry', stage: 'idea', applied_as: 'student' } as const;
    story.tell(events.PitchSubmittedV1, id, '2025-08-01', { ...of, to_state: 'submitted' });
    if (to_state === 'screened_out') story.tell(events.PitchScreenedOutV1, id, '2025-08-05', { ...of, to_state });
    else story.tell(events.PitchPresentedV1, id, day, { ...of, to_state: 'presented' });
    if (to_state === 'scored') story.tell(events.PitchScoredV1, id, day, { ...of, to_state });
  }
  const facts = ledgerOf(story.events);

  it('count what was presented, once, on the day of the roadshow', () => {
    expect(['2025-08-17', day].map((as_of) => value(facts, 'pitches', { as_of }))).toEqual([null, 2]);
    expect(groups(facts, 'pitches', 'sector', '2025-12-31')).toEqual({ marine_industry: 2 });
    expect(groups(facts, 'pitches', 'gathering', '2025-12-31')).toEqual({ g1: 2 });
  });
});

describe('meetings with investors', () => {
  /** Asked for on 1 August, held on the day of the gathering where it was accepted. */
  function request(story: Story, id: string, fate: 'held' | 'declined' | 'no_show' | 'cancelled', met_on = day): Story {
    const of = { ...head, project_id: `project of ${id}`, sector: 'new_energy' } as const;
    story.tell(events.MatchRequestRequestedV1, id, '2025-08-01', { ...of, to_state: 'requested' });
    if (fate === 'declined') return story.tell(events.MatchRequestDeclinedV1, id, '2025-08-02', { ...of, to_state: 'declined' });
    story.tell(events.MatchRequestAcceptedV1, id, '2025-08-03', { ...of, to_state: 'accepted' });
    story.tell(events.MatchRequestMeetingScheduledV1, id, '2025-08-04', { ...of, to_state: 'scheduled' });
    if (fate === 'cancelled') return story.tell(events.MatchRequestCancelledV1, id, '2025-08-05', { ...of, to_state: 'cancelled' });
    if (fate === 'no_show') return story.tell(events.MatchRequestMeetingNoShowV1, id, met_on, { ...of, to_state: 'no_show' });
    return story.tell(events.MatchRequestMeetingHeldV1, id, met_on, { ...of, met_on, to_state: 'held' });
  }

  function funded(story: Story, id: string, match_request_id: string | null, funded_on: string, amount_kcny: number): Story {
    const of = { season_id: 's1', gathering_id: 'g1', sector: 'new_energy', match_request_id } as const;
    story.tell(events.DealOpenedV1, id, '2025-08-20', { ...of, to_state: 'open' });
    return story.tell(events.DealFundedV1, id, funded_on, { ...of, to_state: 'funded', funded_on, amount_kcny });
  }

  it('count when they were held, and the rate of requests accepted by the day on which they were asked for', () => {
    const story = new Story();
    for (const [id, fate] of [
      ['m1', 'held'],
      ['m2', 'declined'],
      ['m3', 'no_show'],
      ['m4', 'cancelled'],
    ] as const)
      request(story, id, fate);
    const facts = ledgerOf(story.events);
    expect(value(facts, 'match_meetings', year)).toBe(1);
    expect(figure(facts, 'match_accept_rate', { as_of: '2025-08-01' })).toMatchObject({ value: 75, numerator: 3, denominator: 4 });
    expect(groups(facts, 'match_meetings', 'season', '2025-12-31')).toEqual({ s1: 1 });
  });

  it('convert where money came within 180 days; a meeting that is younger is in neither', () => {
    const story = request(request(request(request(new Story(), 'm1', 'held'), 'm2', 'held'), 'm3', 'held'), 'm4', 'held', '2025-09-18');
    funded(story, 'd1', 'm1', addDays(day, 180), 1_000);
    funded(story, 'd2', 'm2', addDays(day, 181), 2_000);
    funded(story, 'd4', 'm4', '2025-10-01', 500);
    const facts = ledgerOf(story.events);
    const at = (as_of: string): object => figure(facts, 'deal_conversion', { as_of });
    expect(at(addDays(day, 179))).toMatchObject({ value: null });
    expect(at(addDays(day, 180))).toMatchObject({ value: expect.closeTo(100 / 3, 4), numerator: 1, denominator: 3 });
    expect(at(addDays('2025-09-18', 180))).toMatchObject({ value: 50, numerator: 2, denominator: 4 });
  });

  it('bring in the amounts of their deals on the day of the money, and what was corrected', () => {
    const story = funded(funded(new Story(), 'd1', null, '2025-10-01', 1_000), 'd2', null, '2025-11-01', 500);
    const of = { season_id: 's1', gathering_id: 'g1', sector: 'new_energy', to_state: 'funded', funded_on: '2025-10-01' } as const;
    story.tell(events.DealCorrectedV1, 'd1', '2025-12-01', { ...of, amount_kcny: 800, old_amount_kcny: 1_000 });
    const facts = ledgerOf(story.events);
    expect(['2025-09-30', '2025-10-01', '2025-12-31'].map((as_of) => value(facts, 'financing_total', { as_of }))).toEqual([
      null,
      800,
      1_300,
    ]);
    expect(groups(facts, 'financing_total', 'sector', '2025-12-31')).toEqual({ new_energy: 1_300 });
  });
});
