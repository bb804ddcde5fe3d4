/** A lease 租赁合同: from its draft over approval and signature into force. How it goes on from there stands in lease-course.ts. */
import { type Decision, occurred, tenants } from '@park/contracts';
import {
  invalid,
  move,
  Refusal,
  requireDay,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import { founding, requireTerm, type Amounts, type Terms } from './lease-terms.ts';

export const leaseStates = [
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
] as const;
export type LeaseState = (typeof leaseStates)[number];
export type LeaseAction =
  | 'revise'
  | 'submit'
  | 'approve'
  | 'reject'
  | 'void'
  | 'sign'
  | 'activate'
  | 'amend'
  | 'step_rent'
  | 'receive_deposit'
  | 'remind'
  | 'renew'
  | 'terminate'
  | 'cancel_termination'
  | 'expire'
  | 'hold_over'
  | 'hand_back'
  | 'settle'
  | 'close';

export const leaseMachine: Machine<LeaseState, LeaseAction> = {
  revise: { from: ['draft', 'rejected'], to: 'draft' },
  submit: { from: ['draft'], to: 'in_approval' },
  approve: { from: ['in_approval'], to: 'pending_signature' },
  reject: { from: ['in_approval'], to: 'rejected' },
  void: { from: ['draft', 'rejected', 'in_approval', 'pending_signature'], to: 'void' },
  sign: { from: ['pending_signature'], to: 'signed' },
  activate: { from: ['signed'], to: 'active' },
  amend: { from: ['active'], to: 'same' },
  step_rent: { from: ['active', 'ending'], to: 'same' },
  receive_deposit: { from: ['signed', 'active'], to: 'same' },
  remind: { from: ['active'], to: 'same' },
  renew: { from: ['active', 'expired'], to: 'renewed' },
  terminate: { from: ['active', 'ending'], to: 'ending' },
  cancel_termination: { from: ['ending'], to: 'active' },
  expire: { from: ['active'], to: 'expired' },
  hold_over: { from: ['expired'], to: 'holdover' },
  hand_back: { from: ['expired', 'holdover'], to: 'ending' },
  settle: { from: ['ending'], to: 'settled' },
  close: { from: ['settled'], to: 'closed' },
};

export interface Lease extends Aggregate, Terms, Amounts {
  state: LeaseState;
  submitted_by: string | null;
  sign_on: LocalDate | null;
  file_sha256: string | null;
  deposit_received_fen: number;
  /** The last reminder sent for the present end, in days before it. */
  reminded_days: number | null;
  /** When the space was given back, or the lease terminated. */
  ended_on: LocalDate | null;
}

/** `established_on`: of the tenant. Throws what `requireTerm` throws. */
export function draft(identity: NewIdentity, terms: Terms, amounts: Amounts, established_on: LocalDate): Decision<Lease> {
  requireTerm(terms, established_on, identity.today);
  const next: Lease = {
    ...terms,
    ...amounts,
    ...rowOf(identity),
    state: 'draft',
    submitted_by: null,
    sign_on: null,
    file_sha256: null,
    deposit_received_fen: 0,
    reminded_days: null,
    ended_on: null,
  };
  return { next, events: [occurred(tenants.LeaseDraftedV1, identity.today, { ...transition(next, null), ...contentOf(next) })] };
}

/** `established_on`: of the tenant. Throws what `requireTerm` throws. */
export function revise(lease: Lease, terms: Terms, amounts: Amounts, established_on: LocalDate, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, ...terms, ...amounts, state: move(leaseMachine, lease.state, 'revise'), submitted_by: null };
  requireTerm(terms, established_on, today);
  return { next, events: [occurred(tenants.LeaseRevisedV1, today, { ...transition(next, lease.state), ...contentOf(next) })] };
}

/** The tenant as far as it matters for a lease. */
export interface Tenant {
  state: string;
  risk_level: string;
}

/** Throws `conflict blacklisted`. */
export function submit(lease: Lease, tenant: Tenant, submitter: string, today: LocalDate): Decision<Lease> {
  const state = move(leaseMachine, lease.state, 'submit');
  if (tenant.risk_level === 'blacklisted') throw new Refusal('conflict', 'blacklisted', 'The tenant is blacklisted.');
  const next: Lease = { ...lease, state, submitted_by: submitter };
  return { next, events: [occurred(tenants.LeaseSubmittedV1, today, { ...transition(next, lease.state), ...contentOf(next) })] };
}

/** Throws `forbidden segregation_of_duties`: nobody approves what they submitted themselves. */
export function approve(lease: Lease, approver: string, opinion: string | null, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'approve') };
  requireOther(lease, approver);
  const data = { ...transition(next, lease.state), approval_route: lease.approval_route, opinion };
  return { next, events: [occurred(tenants.LeaseApprovedV1, today, data)] };
}

/** Throws `forbidden segregation_of_duties`. */
export function reject(lease: Lease, approver: string, opinion: string, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'reject') };
  requireOther(lease, approver);
  return { next, events: [occurred(tenants.LeaseRejectedV1, today, { ...transition(next, lease.state), opinion })] };
}

export function makeVoid(lease: Lease, reason: string, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'void') };
  return { next, events: [occurred(tenants.LeaseVoidedV1, today, { ...transition(next, lease.state), reason })] };
}

export interface Signature {
  sign_on: LocalDate;
  file_sha256: string;
  deposit_received_fen: number;
}

/** `established_on`: of the tenant. Throws `invalid signed_in_future`, `invalid day_too_early`. */
export function sign(lease: Lease, signature: Signature, established_on: LocalDate, today: LocalDate): Decision<Lease> {
  const state = move(leaseMachine, lease.state, 'sign');
  if (signature.sign_on > today) throw invalid('/sign_on', 'signed_in_future', 'sign_on must not be later than today.');
  requireDay('sign_on', signature.sign_on, { from: founding(established_on) });
  const next: Lease = { ...lease, ...signature, state };
  const { sign_on, file_sha256 } = signature;
  return {
    next,
    events: [occurred(tenants.LeaseSignedV1, sign_on, { ...transition(next, lease.state), ...contentOf(next), sign_on, file_sha256 })],
  };
}

/** Throws `conflict not_started`, `conflict deposit_missing`. */
export function activate(lease: Lease, depositReceivedFen: number, today: LocalDate): Decision<Lease> {
  const state = move(leaseMachine, lease.state, 'activate');
  if (lease.start_on > today)
    throw new Refusal('conflict', 'not_started', `The lease cannot come into force before ${lease.start_on}, its start_on.`);
  if (depositReceivedFen < lease.deposit_fen) {
    throw new Refusal('conflict', 'deposit_missing', 'The deposit has not been received in full.', {
      extra: { missing_fen: lease.deposit_fen - depositReceivedFen },
    });
  }
  const next: Lease = { ...lease, state, deposit_received_fen: depositReceivedFen };
  const { monthly_rent_fen, deposit_fen, renewal_of_id } = next;
  const data = { ...transition(next, lease.state), ...contentOf(next), monthly_rent_fen, deposit_fen, is_renewal: renewal_of_id !== null };
  return { next, events: [occurred(tenants.LeaseActivatedV1, lease.start_on, data)] };
}

function requireOther(lease: Lease, approver: string): void {
  if (approver !== lease.submitted_by) return;
  throw new Refusal('forbidden', 'segregation_of_duties', 'The person who submitted a lease must not decide on it.');
}

function contentOf(lease: Lease) {
  const { entity_id, units, rent_steps, start_on, end_on, annual_amount_fen, discount_pct, rent_free_days, approval_route, renewal_of_id } =
    lease;
  return { entity_id, units, rent_steps, start_on, end_on, annual_amount_fen, discount_pct, rent_free_days, approval_route, renewal_of_id };
}
