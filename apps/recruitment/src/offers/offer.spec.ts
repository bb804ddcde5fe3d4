import { recruitment } from '@park/contracts';
import { allowed } from '@park/kernel';
import { anApplication } from '../applications/application.fixture.ts';
import { aPosting } from '../postings/posting.fixture.ts';
import { anOfferIn } from './offer.fixture.ts';
import {
  accept,
  approve,
  decline,
  deprecate,
  draft,
  expire,
  extend,
  isLiveOffer,
  offerMachine,
  requireTakesOffers,
  withdraw,
  type OfferAction,
  type OfferState,
} from './offer.ts';

const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000066', code: 'OF-000001', now, today };
const refused = (code: string) => expect.objectContaining({ code });
const { application_id: id } = anOfferIn('draft');
const application = anApplication({ id, source: 'fair_scan', fair_id: '0197a0c0-0000-7000-8000-000000000060' });
const terms = { salary_fen: 1_000_000, start_on: '2025-07-01', by: 'hr', offer_version: 1, on: today };

it('is drafted with the facts of its application', () => {
  const { next, events } = draft(identity, application, terms);
  expect(next).toMatchObject({ state: 'draft', application_id: id, source: 'fair_scan', wants_home: false, version: 0 });
  expect(recruitment.OfferDraftedV1.schema.parse(events[0]!.data)).toEqual(events[0]!.data);
});

it('is approved by another person than the one who drafted it', () => {
  expect(() => approve(anOfferIn('draft'), 'hr', today)).toThrow(refused('segregation_of_duties'));
  expect(approve(anOfferIn('draft'), 'head', today).next.state).toBe('approved');
});

it.each([
  ['2025-09-14T15:59:59Z', true],
  ['2025-09-14T16:00:00Z', false],
])('waits for its answer to the end of the ninetieth day: %s %s', (expires_at, isIn) => {
  const extending = () => extend(anOfferIn('approved', { start_on: '2025-10-01' }), new Date(expires_at), now);
  if (isIn) expect(extending().next).toMatchObject({ state: 'extended', extended_on: today, expires_at: new Date(expires_at) });
  else expect(extending).toThrow(refused('expiry_out_of_range'));
});

it('is not extended after the day of the start', () => {
  expect(() => extend(anOfferIn('approved', { start_on: '2025-06-15' }), new Date('2025-06-20T00:00:00Z'), now)).toThrow(
    refused('start_passed'),
  );
});

it('is accepted until the moment before it expires, and expires from that moment on', () => {
  const expires_at = new Date('2025-06-16T02:00:00Z');
  const offer = anOfferIn('extended', { expires_at });
  const before = new Date(expires_at.getTime() - 1);
  expect(accept(offer, { opening: 2, wants_home: true }, before).next).toMatchObject({ state: 'accepted', opening: 2, answered_on: today });
  expect(() => accept(offer, { opening: 2, wants_home: true }, expires_at)).toThrow(refused('offer_expired'));
  expect(() => expire(offer, before)).toThrow(refused('not_over'));
  expect(expire(offer, new Date('2025-06-20T00:00:00Z')).next).toMatchObject({ state: 'expired', answered_on: today });
});

it('tells the USCC of an employer that is a market entity of the park, and of no other', () => {
  const told = (entity_id: string | null) =>
    accept(anOfferIn('extended', { entity_id }), { opening: 1, wants_home: false }, now).events[0]!.data as {
      employer_uscc: string | null;
    };
  expect(told('0197a0c0-0000-7000-8000-000000000002').employer_uscc).toBe('91370200264574251E');
  expect(told(null).employer_uscc).toBeNull();
});

it('is made for a posting that is published or paused', () => {
  for (const state of recruitment.postingStates) {
    const making = () => requireTakesOffers(aPosting({ state }));
    if (state === 'published' || state === 'paused') expect(making).not.toThrow();
    else expect(making).toThrow(refused('posting_closed'));
  }
});

it('allows in each state what the table says, and nothing else, with one event each that fits its schema', () => {
  const actions: Record<OfferAction, (state: OfferState) => { events: { of: any; data: unknown }[] }> = {
    approve: (state) => approve(anOfferIn(state), 'head', today),
    extend: (state) => extend(anOfferIn(state), new Date('2025-06-20T00:00:00Z'), now),
    accept: (state) => accept(anOfferIn(state), { opening: 1, wants_home: false }, now),
    decline: (state) => decline(anOfferIn(state), 'the pay', today),
    withdraw: (state) => withdraw(anOfferIn(state), 'the project ended', today),
    expire: (state) => expire(anOfferIn(state), new Date('2025-07-01T00:00:00Z')),
    deprecate: (state) => deprecate(anOfferIn(state), today),
  };
  const possible: Record<OfferState, OfferAction[]> = {
    draft: ['approve', 'withdraw', 'deprecate'],
    approved: ['extend', 'withdraw', 'deprecate'],
    extended: ['accept', 'decline', 'withdraw', 'expire', 'deprecate'],
    accepted: [],
    declined: [],
    expired: [],
    withdrawn: [],
    deprecated: [],
  };
  for (const state of recruitment.offerStates) {
    expect([state, allowed(offerMachine, state).sort()]).toEqual([state, [...possible[state]].sort()]);
    expect([state, isLiveOffer({ state })]).toEqual([state, possible[state].length > 0]);
    for (const [name, action] of Object.entries(actions)) {
      if (!possible[state].includes(name as OfferAction)) {
        expect(() => action(state)).toThrow(refused('invalid_transition'));
        continue;
      }
      const [event, ...others] = action(state).events;
      expect([others, event!.of.schema.parse(event!.data)]).toEqual([[], event!.data]);
    }
  }
});
