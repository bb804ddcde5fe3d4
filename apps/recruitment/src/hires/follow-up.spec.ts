import { recruitment } from '@park/contracts';
import { ask, followUp, leaveAndDecide, requireOwnSide, retentionOf, type Answer, type FollowUpSide } from './follow-up.ts';
import { aHireIn } from './hire.fixture.ts';

const evidence = 'e'.repeat(64);
const refused = (code: string) => expect.objectContaining({ code });
const said = (said_by: FollowUpSide, employed: boolean, day: Answer['day'] = 90): Answer => ({
  day,
  said_by,
  employed,
  evidence_sha256: said_by === 'social_insurance' ? evidence : null,
});
const typesOf = ({ events }: { events: { of: { type: string } }[] }): string[] => events.map(({ of }) => of.type.split('.')[3]!);

describe('asking', () => {
  const started = aHireIn('started');

  it.each([
    ['not before day 7', '2025-07-07', null, null, '2025-07-08'],
    ['on day 7', '2025-07-08', null, 7, '2025-07-31'],
    ['on day 30', '2025-07-31', 7, 30, '2025-09-29'],
    ['on day 90, the last', '2025-09-29', 30, 90, null],
    ['after a pause for the latest day alone', '2025-12-01', null, 90, null],
    ['not for a day that was asked about', '2025-08-15', 30, null, '2025-09-29'],
  ])('%s', (_, today, asked_day, day, ask_on) => {
    const hire = { ...started, asked_day, ask_on: asked_day === null ? '2025-07-08' : asked_day === 7 ? '2025-07-31' : '2025-09-29' };
    const decision = ask(hire, today);
    expect(decision.next).toMatchObject({ asked_day: day ?? asked_day, ask_on });
    expect(decision.events.map(({ data }) => (data as { day: number }).day)).toEqual(day === null ? [] : [day]);
  });
});

describe('an answer', () => {
  const hire = aHireIn('started');

  it('is taken from its day on, with the evidence of the social insurance', () => {
    expect(() => followUp(hire, said('employer', true), [], '2025-09-28')).toThrow(refused('follow_up_not_due'));
    expect(typesOf(followUp(hire, said('employer', true), [], '2025-09-29'))).toEqual(['followed-up']);
    expect(() => followUp(hire, { ...said('social_insurance', true), evidence_sha256: null }, [], '2025-10-01')).toThrow(
      refused('evidence_required'),
    );
    expect(() => followUp(hire, { ...said('employer', true), day: 8 as 7 }, [], '2025-10-01')).toThrow(refused('unknown_follow_up_day'));
  });

  it('changes nothing where it is the same again, and replaces another of its side and day', () => {
    const answers = [said('employer', true, 30), said('candidate', true, 30)];
    expect(followUp(hire, said('employer', true, 30), answers, '2025-10-01').events).toEqual([]);
    const replaced = followUp(hire, said('employer', false, 30), answers, '2025-10-01');
    expect(replaced.events.map(({ data }) => data)).toMatchObject([{ day: 30, said_by: 'employer', employed: false }]);
    expect(recruitment.HireFollowedUpV1.schema.parse(replaced.events[0]!.data)).toEqual(replaced.events[0]!.data);
  });

  it('of a member organisation is that of the employer', () => {
    for (const side of recruitment.followUpSides) {
      expect(() => requireOwnSide(side, true)).not.toThrow();
      if (side === 'employer') expect(() => requireOwnSide(side, false)).not.toThrow();
      else expect(() => requireOwnSide(side, false)).toThrow(refused('foreign_side'));
    }
  });
});

describe('whether a hire was retained', () => {
  const [yes, no, silent] = [true, false, undefined];
  const open = { retained: null, retained_basis: null };
  const both = (retained: boolean) => ({ retained, retained_basis: 'both_sides' });
  const insured = (retained: boolean) => ({ retained, retained_basis: 'social_insurance' });

  it.each([
    // employer, candidate, social insurance
    [silent, silent, silent, open],
    [yes, silent, silent, open],
    [no, silent, silent, open],
    [silent, yes, silent, open],
    [silent, no, silent, open],
    [yes, yes, silent, both(true)],
    [yes, no, silent, open],
    [no, yes, silent, open],
    [no, no, silent, both(false)],
    ...[silent, yes, no].flatMap((employer) =>
      [silent, yes, no].flatMap((candidate) => [yes, no].map((insurance) => [employer, candidate, insurance, insured(insurance)] as const)),
    ),
  ] as const)('employer %s, candidate %s, social insurance %s', (employer, candidate, insurance, decision) => {
    const sides = [
      ['employer', employer],
      ['candidate', candidate],
      ['social_insurance', insurance],
    ] as const;
    const answers = sides.flatMap(([side, employed]) => (employed === undefined ? [] : [said(side, employed)]));
    expect(retentionOf({ started_on: '2025-07-01', left_on: null }, answers)).toEqual(decision);
    const earlier = answers.map((answer) => ({ ...answer, day: 30 as const }));
    expect(retentionOf({ started_on: '2025-07-01', left_on: null }, earlier)).toEqual(open);
    expect(retentionOf({ started_on: '2025-07-01', left_on: '2025-09-28' }, answers)).toEqual({ retained: false, retained_basis: 'left' });
    expect(retentionOf({ started_on: '2025-07-01', left_on: '2025-09-29' }, answers)).toEqual(decision);
  });

  it('is told each time that the decision changes, and nobody is asked after it', () => {
    const today = '2025-10-01';
    const first = followUp(aHireIn('started', { ask_on: '2025-09-29' }), said('employer', true), [], today);
    expect([first.next.retained, first.next.ask_on, first.events.length]).toEqual([null, '2025-09-29', 1]);
    const agreed = followUp(first.next, said('candidate', true), [said('employer', true)], today);
    expect(agreed.next).toMatchObject({ ...both(true), ask_on: null });
    expect(agreed.events[1]).toMatchObject({ effectiveOn: '2025-09-29', data: { retained: true, basis: 'both_sides', day: 90 } });
    expect(recruitment.HireRetentionDecidedV1.schema.parse(agreed.events[1]!.data)).toEqual(agreed.events[1]!.data);
    const known = [said('employer', true), said('candidate', true)];
    const disputed = followUp(agreed.next, said('candidate', false), known, today);
    expect(disputed.events[1]!.data).toMatchObject({ retained: null, basis: null });
    const proved = followUp(disputed.next, said('social_insurance', true), [said('employer', true), said('candidate', false)], today);
    expect(proved.events[1]!.data).toMatchObject({ retained: true, basis: 'social_insurance' });
    expect(
      followUp(proved.next, said('candidate', true), [said('social_insurance', true), said('candidate', false)], today).events,
    ).toHaveLength(1);
  });

  it('is decided by a departure before day 90, and not by one after it', () => {
    const early = leaveAndDecide(aHireIn('started'), { left_on: '2025-09-28', reason: null }, [], '2025-10-01');
    expect(early.next).toMatchObject({ state: 'left', retained: false, retained_basis: 'left' });
    expect(early.events[1]).toMatchObject({ effectiveOn: '2025-09-28', data: { retained: false, basis: 'left' } });
    const late = leaveAndDecide(aHireIn('started'), { left_on: '2025-09-29', reason: null }, [], '2025-10-01');
    expect([late.next.retained, late.events.length]).toEqual([null, 1]);
  });
});
