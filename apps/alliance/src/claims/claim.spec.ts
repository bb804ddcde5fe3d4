import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aNeed } from '../needs/need.fixture.ts';
import { aResource, aSlot } from '../resources/resource.fixture.ts';
import { aClaim, aSlotClaim } from './claim.fixture.ts';
import {
  accept,
  claimMachine,
  close,
  coverMove,
  decline,
  fail,
  fulfil,
  proposeForNeed,
  proposeForSlot,
  requireAcceptable,
  sumOf,
  withdraw,
  type Claim,
  type ClaimAction,
  type ClaimState,
} from './claim.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity = { id: '0197a0c0-0000-7000-8000-0000000000c0', code: 'CL-000001', now, today };
const giver = { id: '0197a0c0-0000-7000-8000-000000000084', uscc: '91370211MA8888888C', organisation_name: '港航物流' };
const asker = { id: '0197a0c0-0000-7000-8000-000000000081', uscc: '91370200264574251E', organisation_name: '海创软件' };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Claim>) => events.map(({ of, data }) => of.schema.parse(data));

it('takes over a part of a need, with both sides and the day on which it will be given', () => {
  const { next, events } = proposeForNeed(identity, aNeed(), giver, { quantity: 2, due_on: '2025-07-20' });
  expect(next).toMatchObject({ kind: 'need', state: 'proposed', quantity: 2, category: 'venue', by_uscc: giver.uscc, of_uscc: asker.uscc });
  expect(alliance.ClaimProposedV1.schema.parse(events[0]!.data)).toMatchObject({
    by_membership_id: giver.id,
    of_membership_id: asker.id,
    slot_id: null,
  });
});

it.each([
  ['its own', { membership_id: giver.id, member_uscc: giver.uscc }, 'claims_own'],
  ['more than is left', { claimed: 4 }, 'exceeds_need'],
  ['a draft', { state: 'draft' as const }, 'need_not_open'],
  ['one that is matched', { state: 'matched' as const }, 'need_not_open'],
  ['one whose day has come', { needed_by: today }, 'need_not_open'],
  ['all that is left', { claimed: 3 }, null],
])('of a need takes over %s: %s', (_, need, code) => {
  const run = () => proposeForNeed(identity, aNeed(need), giver, { quantity: 2, due_on: '2025-07-20' });
  if (code === null) expect(run().next.state).toBe('proposed');
  else expect(run).toThrow(refused(code));
});

it.each([
  ['its own', { membership_id: asker.id }, {}, 'claims_own'],
  ['of a draft', { state: 'draft' as const }, {}, 'resource_not_listed'],
  ['of one that is delisted', { state: 'delisted' as const }, {}, 'resource_not_listed'],
  ['that is given', {}, { state: 'reserved' as const }, 'slot_taken'],
  ['that was removed', {}, { state: 'removed' as const }, 'slot_taken'],
  ['that has begun', {}, { starts_at: now }, 'slot_begun'],
  ['that begins in a moment', {}, { starts_at: new Date(now.getTime() + 1) }, null],
])('asks for a slot %s: %s', (_, resource, slot, code) => {
  const run = () => proposeForSlot(identity, aResource(resource), aSlot(slot), asker);
  if (code === null) expect(run().next).toMatchObject({ kind: 'resource', quantity: 1, due_on: today });
  else expect(run).toThrow(refused(code));
});

it('is accepted only for what is open at that moment', () => {
  expect(() => requireAcceptable(aNeed({ claimed: 4 }), aClaim(), today)).toThrow(refused('exceeds_need'));
  expect(() => requireAcceptable(aNeed({ state: 'withdrawn' }), aClaim(), today)).toThrow(refused('need_not_open'));
  expect(() => requireAcceptable(aNeed({ claimed: 3 }), aClaim(), today)).not.toThrow();
});

it('on a slot is fulfilled from its beginning on, withdrawn before that, and fails after its end', () => {
  const accepted = aSlotClaim({ state: 'accepted', accepted_on: today });
  const [before, during, after] = ['2025-07-20T09:59:59Z', '2025-07-20T10:00:00Z', '2025-07-20T12:00:00Z'].map((text) => new Date(text));
  expect(() => fulfil(accepted, before!)).toThrow(refused('slot_not_begun'));
  expect(fulfil(accepted, during!).next).toMatchObject({ state: 'fulfilled', fulfilled_on: '2025-07-20' });
  expect(withdraw(accepted, 'ill', before!).next.state).toBe('withdrawn');
  expect(() => withdraw(accepted, 'ill', during!)).toThrow(refused('slot_begun'));
  expect(() => fail(accepted, 'nobody came', during!)).toThrow(refused('not_due_yet'));
  expect(fail(accepted, 'nobody came', after!).next.state).toBe('failed');
});

it('on a need fails after the day on which it was due', () => {
  const accepted = aClaim({ state: 'accepted', accepted_on: today, due_on: today });
  expect(() => fail(accepted, 'nothing came', now)).toThrow(refused('not_due_yet'));
  expect(fail(accepted, 'nothing came', new Date('2025-06-16T16:00:00Z')).next).toMatchObject({ state: 'failed', reason: 'nothing came' });
});

it.each([
  [null, 'proposed', [0, 0, 1]],
  [null, 'accepted', [2, 0, 1]],
  [null, 'fulfilled', [2, 2, 1]],
  [null, 'declined', [0, 0, 0]],
  ['proposed', 'accepted', [2, 0, 0]],
  ['proposed', 'declined', [0, 0, -1]],
  ['accepted', 'fulfilled', [0, 2, 0]],
  ['accepted', 'withdrawn', [-2, 0, -1]],
  ['accepted', 'failed', [-2, 0, -1]],
] as const)('from %s to %s moves the counters of its need by %j', (from, to, [claimed, fulfilled, live_claims]) => {
  const before = from === null ? null : aClaim({ state: from });
  expect(coverMove(before, aClaim({ state: to }))).toEqual({ claimed, fulfilled, live_claims });
});

it('moves the counters as the sum of several', () => {
  const moves = [coverMove(null, aClaim({ state: 'accepted' })), coverMove(null, aClaim({ state: 'fulfilled', quantity: 3 }))];
  expect(sumOf(moves)).toEqual({ claimed: 5, fulfilled: 3, live_claims: 2 });
});

const actions: Record<ClaimAction, (claim: Claim) => Decision<Claim>> = {
  accept: (claim) => accept(claim, today),
  decline: (claim) => decline(claim, 'too far away', today),
  withdraw: (claim) => withdraw(claim, 'renovated', now),
  fulfil: (claim) => fulfil(claim, now),
  fail: (claim) => fail(claim, 'nobody came', now),
  close: (claim) => close(claim, 'the need was withdrawn', today),
};

describe.each(alliance.claimStates)('in the state %s', (state: ClaimState) => {
  it.each(Object.keys(actions) as ClaimAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const run = () => actions[action](aClaim({ state, due_on: '2025-06-15' }));
    if (!allowed(claimMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    expect(run().next.state).toBe(claimMachine[action].to);
    expect(told(run())).toHaveLength(1);
  });
});
