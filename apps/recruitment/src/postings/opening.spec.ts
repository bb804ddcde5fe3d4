import { Refusal } from '@park/kernel';
import fc from 'fast-check';
import { aPosting, aPostingIn, applicationOf, offerOf, openingsIn } from './posting.fixture.ts';
import { changeHeadcount, close, expire, fill, merged, opened, vacate, type Opening, type OpeningsDecision } from './opening.ts';
import { type Posting } from './posting.ts';

const today = '2025-06-16';
const refused = (code: string) => expect.objectContaining({ code });
const typesOf = ({ events }: OpeningsDecision) => events.map(({ of }) => of.type.split('.')[3]);
const statesOf = (openings: readonly Opening[]) => openings.map(({ number, state }) => `${number} ${state}`);
const wish = (number: number, on = today) => ({ application_id: applicationOf(number), offer_id: offerOf(number), on });

describe('the headcount', () => {
  const openings = openingsIn('filled', 'open', 'filled', 'open');
  const posting = aPosting({ headcount: 4, filled: 2 });

  it('goes up by new openings after the last number', () => {
    const decision = changeHeadcount(posting, openings, 6, today);
    expect(statesOf(decision.openings)).toEqual(['5 open', '6 open']);
    expect(decision.openings[0]!.opened_on).toBe(today);
    expect(decision.events[0]!.data).toMatchObject({ old: 4, new: 6, filled: 2, open: 4 });
  });

  it('goes down from the highest open number, never below what is filled', () => {
    const decision = changeHeadcount(posting, openings, 3, today);
    expect(statesOf(decision.openings)).toEqual(['4 closed']);
    expect(decision.next).toMatchObject({ headcount: 3, state: 'published' });
    expect(() => changeHeadcount(posting, openings, 1, today)).toThrow(refused('below_filled'));
  });

  it('that is what is filled closes the posting', () => {
    const decision = changeHeadcount(posting, openings, 2, today);
    expect(typesOf(decision)).toEqual(['headcount-changed', 'closed']);
    expect(statesOf(decision.openings)).toEqual(['2 closed', '4 closed']);
    expect(decision.next).toMatchObject({ state: 'closed', close_reason: 'filled', closed_on: today });
  });

  it('of one that was never published has no openings yet', () => {
    const decision = changeHeadcount(aPostingIn('draft', { published_on: null, headcount: 4 }), [], 2, today);
    expect(decision.openings).toEqual([]);
    expect(decision.events[0]!.data).toMatchObject({ old: 4, new: 2, open: 0 });
    expect(changeHeadcount(posting, openings, 4, today).events).toEqual([]);
  });
});

describe('an accepted offer', () => {
  it('fills the lowest opening that is open', () => {
    const decision = fill(aPosting({ filled: 1 }), openingsIn('filled', 'open', 'open'), wish(7));
    expect(decision.openings).toEqual([expect.objectContaining({ number: 2, state: 'filled', offer_id: offerOf(7), filled_on: today })]);
    expect(decision.events[0]!.data).toMatchObject({ opening: 2, published_on: '2025-06-01', filled_on: today, filled: 2, open: 1 });
    expect(typesOf(decision)).toEqual(['opening-filled']);
  });

  it('of the last opening closes the posting as filled', () => {
    const decision = fill(aPosting({ filled: 2 }), openingsIn('filled', 'filled', 'open'), wish(7));
    expect(typesOf(decision)).toEqual(['opening-filled', 'closed']);
    expect(decision.next).toMatchObject({ state: 'closed', close_reason: 'filled', filled: 3 });
  });

  it('is refused where no opening is open', () => {
    expect(() => fill(aPosting({ filled: 3 }), openingsIn('filled', 'filled', 'filled'), wish(7))).toThrow(refused('no_opening'));
    const withdrawn = aPostingIn('closed', { close_reason: 'withdrawn' });
    expect(() => fill(withdrawn, openingsIn('closed', 'closed', 'closed'), wish(7))).toThrow(refused('no_opening'));
    expect(() => fill(aPosting(), openingsIn('open'), wish(7, '2025-05-31'))).toThrow(refused('before_publication'));
  });

  it('that was made before the last day still fills one of a posting that has expired, up to the headcount', () => {
    const expired = aPostingIn('closed', { close_reason: 'expired', headcount: 2, filled: 1 });
    const decision = fill(expired, openingsIn('filled', 'closed', 'closed'), wish(7));
    expect(statesOf(decision.openings)).toEqual(['2 filled']);
    expect(decision.next).toMatchObject({ state: 'closed', close_reason: 'expired', filled: 2 });
    expect(() => fill(decision.next, openingsIn('filled', 'filled', 'closed'), wish(8))).toThrow(refused('no_opening'));
  });
});

describe('an opening that is vacated', () => {
  const [filled] = openingsIn('filled') as [Opening];
  const vacated = (posting: Posting, employerLeft = false, day = today) =>
    vacate(posting, filled, { ground: 'reneged', on: day, today: day, employerLeft });

  it('is open again, and opens a posting that was closed as filled', () => {
    const decision = vacated(aPostingIn('closed', { headcount: 1, filled: 1 }));
    expect(decision.openings).toEqual([
      { ...filled, state: 'open', opened_on: today, filled_on: null, offer_id: null, application_id: null },
    ]);
    expect(typesOf(decision)).toEqual(['opening-vacated', 'reopened']);
    expect(decision.events.map(({ data }) => data)).toMatchObject([
      { from_state: 'closed', to_state: 'closed', filled: 0, open: 0 },
      { from_state: 'closed', to_state: 'published', filled: 0, open: 1 },
    ]);
    expect(decision.next).toMatchObject({ state: 'published', close_reason: null, closed_on: null });
  });

  it('opens none whose last day has passed, whose employer has left, or that was closed on another ground', () => {
    const full = { headcount: 1, filled: 1 };
    for (const decision of [
      vacated(aPostingIn('closed', full), false, '2025-10-01'),
      vacated(aPostingIn('closed', full), true),
      vacated(aPostingIn('closed', { ...full, close_reason: 'withdrawn' })),
      vacated(aPostingIn('archived', full)),
    ]) {
      expect(statesOf(decision.openings)).toEqual(['1 closed']);
      expect(typesOf(decision)).toEqual(['opening-vacated']);
      expect(decision.next.filled).toBe(0);
    }
    expect(vacated(aPostingIn('closed', full), false, '2025-09-30').next.state).toBe('published');
  });

  it('of a posting that was revised before it was filled makes it a draft, not published without a review', () => {
    const revised = aPostingIn('closed', { headcount: 1, filled: 1, content_version: 2 });
    expect(vacated(revised).next).toMatchObject({ state: 'draft', approved_version: 1 });
  });
});

it('closes every opening that is open with the posting', () => {
  const decision = close(aPosting({ filled: 1 }), openingsIn('open', 'filled', 'open'), {
    reason: 'withdrawn',
    note: 'a new budget',
    on: today,
  });
  expect(statesOf(decision.openings)).toEqual(['1 closed', '3 closed']);
  expect(decision.events[0]!.data).toMatchObject({ reason: 'withdrawn', note: 'a new budget', filled: 1, open: 0 });
});

it('expires on its last day, and dates from it however late that is noted', () => {
  expect(() => expire(aPosting(), openingsIn('open'), '2025-09-30')).toThrow(refused('not_over'));
  const { next, events } = expire(aPosting(), openingsIn('open'), '2025-10-05');
  expect(next).toMatchObject({ state: 'closed', close_reason: 'expired', closed_on: '2025-10-01' });
  expect(events[0]!.effectiveOn).toBe('2025-10-01');
});

it('never has more offers than openings, whatever comes in whichever order', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('fill', 'vacate', 'headcount'), fc.integer({ min: 1, max: 6 })), { maxLength: 30 });
  fc.assert(
    fc.property(steps, (series) => {
      let posting = aPosting({ headcount: 3 });
      let openings = opened(posting, '2025-06-01');
      let offers = 0;
      for (const [step, number] of series) {
        const filled = openings.filter(({ state }) => state === 'filled');
        if (step === 'vacate' && filled.length === 0) continue;
        try {
          const decision =
            step === 'fill'
              ? fill(posting, openings, wish(++offers))
              : step === 'headcount'
                ? changeHeadcount(posting, openings, number, today)
                : vacate(posting, filled[number % filled.length]!, { ground: 'reneged', on: today, today, employerLeft: false });
          posting = decision.next;
          openings = merged(openings, decision.openings);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
        const count = (state: string) => openings.filter((opening) => opening.state === state).length;
        expect(count('filled')).toBe(posting.filled);
        expect(posting.filled).toBeLessThanOrEqual(posting.headcount);
        expect(count('open')).toBe(posting.state === 'closed' ? 0 : posting.headcount - posting.filled);
      }
    }),
  );
});
