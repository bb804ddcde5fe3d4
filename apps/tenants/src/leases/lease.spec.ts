import type { Decision } from '@park/contracts';
import { aFile, aLease, someTerms } from './lease.fixture.ts';
import {
  activate,
  approve,
  draft,
  leaseMachine,
  makeVoid,
  reject,
  revise,
  sign,
  submit,
  type Lease,
  type LeaseAction,
  type LeaseState,
} from './lease.ts';
import { amend, receiveDeposit, stepRent } from './lease-amendment.ts';
import { cancelTermination, close, expire, handBack, holdOver, remind, renew, settle, terminate } from './lease-course.ts';

const today = '2025-07-01';
const amounts = {
  deposit_fen: 1_000_000,
  annual_amount_fen: 5_475_000,
  monthly_rent_fen: 456_250,
  discount_pct: 0,
  approval_route: 'manager' as const,
  next_step_on: null,
};
const resident = { state: 'resident', risk_level: 'none' };
const signature = { sign_on: today, file_sha256: aFile, deposit_received_fen: 0 };
const termination = { terminated_on: '2026-01-01', initiator: 'tenant' as const, penalty_fen: 0, reason: 'moved to Beijing' };
const identity = { id: '0197a0c0-0000-7000-8000-000000000061', code: 'LS-000001', now: new Date('2025-07-01T02:00:00Z'), today };

const actions: Record<LeaseAction, (lease: Lease) => Decision<Lease>> = {
  revise: (lease) => revise(lease, someTerms, amounts, '2020-01-01', today),
  submit: (lease) => submit(lease, resident, 'clerk', today),
  approve: (lease) => approve(lease, 'chief', null, today),
  reject: (lease) => reject(lease, 'chief', 'too cheap', today),
  void: (lease) => makeVoid(lease, 'withdrawn', today),
  sign: (lease) => sign(lease, signature, '2020-01-01', today),
  activate: (lease) => activate(lease, lease.deposit_fen, today),
  amend: (lease) => amend(lease, { end_on: '2027-01-01', effective_date: today, reason: 'grows' }, new Map(), today),
  step_rent: (lease) => stepRent({ ...lease, next_step_on: '2026-01-01' }, new Map(), '2026-01-01'),
  receive_deposit: (lease) => receiveDeposit({ ...lease, sign_on: today }, { amount_fen: 1, received_on: today }, today),
  remind: (lease) => remind(lease, '2026-06-01'),
  renew: (lease) => renew(lease, { id: identity.id, code: 'LS-000002', start_on: lease.end_on, annual_amount_fen: 6_022_500 }),
  terminate: (lease) => terminate(lease, termination, today),
  cancel_termination: (lease) => cancelTermination(lease, 'stays', today),
  expire,
  hold_over: holdOver,
  hand_back: (lease) => handBack(lease, '2026-07-05', '2026-07-05'),
  settle: (lease) => settle(lease, { deductions_fen: 0 }, '2026-07-06'),
  close: (lease) => close(lease, '2026-07-07', '2026-07-07'),
};
const states: LeaseState[] = [
  'draft',
  'in_approval',
  'rejected',
  'pending_signature',
  'signed',
  'active',
  'renewed',
  'expired',
  'holdover',
  'ending',
  'settled',
  'closed',
  'void',
];

describe('every action in every state', () => {
  it.each(states.flatMap((state) => (Object.keys(actions) as LeaseAction[]).map((action) => [state, action] as const)))(
    '%s: %s',
    (state, action) => {
      const { from, to } = leaseMachine[action];
      const ended_on = state === 'ending' ? '2026-02-01' : null;
      const act = () => actions[action](aLease({ state, submitted_by: 'clerk', ended_on }));
      if (!from.includes(state)) return expect(act).toThrow(expect.objectContaining({ kind: 'conflict', code: 'invalid_transition' }));
      const { next, events } = act();
      expect(next.state).toBe(to === 'same' ? state : to);
      expect(events).toHaveLength(1);
      for (const event of events) event.of.schema.parse(event.data);
    },
  );
});

it('begins as a draft with all its terms', () => {
  const { next, events } = draft(identity, someTerms, amounts, '2020-01-01');
  expect(next).toMatchObject({ state: 'draft', version: 0, ...someTerms, ...amounts });
  events[0]!.of.schema.parse(events[0]!.data);
});

it('is not submitted for a blacklisted tenant', () => {
  expect(() => submit(aLease(), { state: 'resident', risk_level: 'blacklisted' }, 'clerk', today)).toThrow(
    expect.objectContaining({ code: 'blacklisted' }),
  );
});

it.each(['approve', 'reject'] as const)('who submitted it does not %s it', (action) => {
  expect(() => actions[action](aLease({ state: 'in_approval', submitted_by: 'chief' }))).toThrow(
    expect.objectContaining({ kind: 'forbidden', code: 'segregation_of_duties' }),
  );
});

it('is not signed tomorrow', () => {
  expect(() => sign(aLease({ state: 'pending_signature' }), { ...signature, sign_on: '2025-07-02' }, '2020-01-01', today)).toThrow(
    expect.objectContaining({ kind: 'invalid', code: 'signed_in_future' }),
  );
});

it('comes into force on its first day with its deposit', () => {
  const signed = aLease({ state: 'signed' });
  expect(() => activate(signed, 1_000_000, '2025-06-30')).toThrow(expect.objectContaining({ code: 'not_started' }));
  expect(() => activate(signed, 999_999, today)).toThrow(expect.objectContaining({ code: 'deposit_missing', extra: { missing_fen: 1 } }));
  const { next, events } = activate(signed, 1_000_000, '2025-07-03');
  expect(next).toMatchObject({ state: 'active', deposit_received_fen: 1_000_000 });
  expect(events).toMatchObject([{ effectiveOn: '2025-07-01', data: { is_renewal: false, monthly_rent_fen: 456_250 } }]);
});
