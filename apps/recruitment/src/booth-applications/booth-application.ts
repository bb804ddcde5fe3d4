/** An employer's application 展位申请 for a booth at a fair, from its draft to the park's answer. Its booth is in booth-use.ts. */
import { occurred, recruitment, type Decision } from '@park/contracts';
import { move, Refusal, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';
import type { BoothClass } from '../booths/booth.ts';
import type { Employer } from '../employers/employer.ts';
import { fairOn, type Fair, type FairState } from '../fairs/fair.ts';

export type BoothApplicationState = (typeof recruitment.boothApplicationStates)[number];
export type BoothCancelledBy = (typeof recruitment.boothCancelledBy)[number];
export type BoothApplicationAction =
  | 'submit'
  | 'request_changes'
  | 'approve'
  | 'reject'
  | 'hold'
  | 'expire_hold'
  | 'confirm'
  | 'wait'
  | 'offer'
  | 'accept'
  | 'miss_offer'
  | 'check_in'
  | 'release'
  | 'complete'
  | 'cancel'
  | 'cancel_late'
  | 'end_with_fair';

/** Before the day: it can be cancelled. */
export const cancellableStates = [
  'draft',
  'submitted',
  'changes_requested',
  'approved',
  'booth_held',
  'waitlisted',
  'offered',
  'confirmed',
] as const satisfies readonly BoothApplicationState[];
/** Nothing is left in these once the fair is over. */
export const openStates = [...cancellableStates, 'checked_in'] as const;
/** It has its booth, which no other has at the same time. */
export const takingStates = ['booth_held', 'offered', 'confirmed', 'checked_in', 'completed'] as const;

export const boothApplicationMachine: Machine<BoothApplicationState, BoothApplicationAction> = {
  submit: { from: ['draft', 'changes_requested'], to: 'submitted' },
  request_changes: { from: ['submitted'], to: 'changes_requested' },
  approve: { from: ['submitted'], to: 'approved' },
  reject: { from: ['submitted'], to: 'rejected' },
  // Also from the waiting list: a booth is free there only where everybody for whom it would do has passed it over.
  hold: { from: ['approved', 'waitlisted'], to: 'booth_held' },
  expire_hold: { from: ['booth_held'], to: 'approved' },
  confirm: { from: ['booth_held'], to: 'confirmed' },
  wait: { from: ['approved'], to: 'waitlisted' },
  offer: { from: ['waitlisted'], to: 'offered' },
  accept: { from: ['offered'], to: 'confirmed' },
  miss_offer: { from: ['offered'], to: 'waitlisted' },
  check_in: { from: ['confirmed'], to: 'checked_in' },
  release: { from: ['confirmed'], to: 'no_show' },
  complete: { from: ['checked_in'], to: 'completed' },
  cancel: { from: cancellableStates, to: 'cancelled' },
  cancel_late: { from: ['confirmed'], to: 'late_cancelled' },
  end_with_fair: { from: openStates, to: 'cancelled' },
};

export interface BoothApplication extends Aggregate {
  fair_id: string;
  gathering_id: string;
  employer_id: string;
  employer_uscc: string;
  entity_id: string | null;
  industry_code: string;
  state: BoothApplicationState;
  posting_ids: string[];
  /** Openings of these postings when it was submitted. */
  headcount: number;
  /** The booth that it has, or had last. */
  booth_id: string | null;
  zone: string | null;
  /** Until when the booth is held for it, or offered to it. */
  expires_at: Date | null;
  waitlist_number: number | null;
  /** Of the booth that it waits for; null: any. */
  wanted_class: BoothClass | null;
  wanted_zone: string | null;
  /** Offered to it from the waiting list, and declined or left to expire: they are not offered again. */
  missed_booth_ids: string[];
  confirmed_at: Date | null;
  checked_in_at: Date | null;
}

/** Fields of the fair on which the steps of an application depend. */
export type OfFair = Pick<Fair, 'state' | 'starts_at' | 'ends_at' | 'is_postponed'>;

const phasesForApplications: readonly FairState[] = ['employer_registration', 'booth_selection', 'candidate_registration'];

/** Throws `conflict fair_not_open`. */
export function requireOpenForApplications({ state }: Pick<Fair, 'state'>): void {
  if (!phasesForApplications.includes(state))
    throw new Refusal('conflict', 'fair_not_open', `The fair takes no applications for booths while it is ${state}.`, { extra: { state } });
}

export function draft(identity: NewIdentity, fair: Fair, employer: Employer): Decision<BoothApplication> {
  const next: BoothApplication = {
    ...rowOf(identity),
    fair_id: fair.id,
    gathering_id: fair.gathering_id,
    employer_id: employer.id,
    employer_uscc: employer.uscc,
    entity_id: employer.entity_id,
    industry_code: employer.industry_code,
    state: 'draft',
    posting_ids: [],
    headcount: 0,
    booth_id: null,
    zone: null,
    expires_at: null,
    waitlist_number: null,
    wanted_class: null,
    wanted_zone: null,
    missed_booth_ids: [],
    confirmed_at: null,
    checked_in_at: null,
  };
  return { next, events: [occurred(recruitment.BoothApplicationDraftedV1, identity.today, headOf(next, null, fair))] };
}

/** The postings that an employer brings to the fair, and how many heads they are for. */
export interface Offering {
  posting_ids: string[];
  headcount: number;
}

export function submit(
  application: BoothApplication,
  { posting_ids, headcount }: Offering,
  fair: OfFair,
  today: LocalDate,
): Decision<BoothApplication> {
  const state = move(boothApplicationMachine, application.state, 'submit');
  const next: BoothApplication = { ...application, state, posting_ids, headcount };
  const data = { ...headOf(next, application.state, fair), posting_ids, headcount };
  return { next, events: [occurred(recruitment.BoothApplicationSubmittedV1, today, data)] };
}

export function requestChanges(application: BoothApplication, reason: string, fair: OfFair, today: LocalDate): Decision<BoothApplication> {
  return answered(application, 'request_changes', recruitment.BoothApplicationChangesRequestedV1, reason, fair, today);
}

export function reject(application: BoothApplication, reason: string, fair: OfFair, today: LocalDate): Decision<BoothApplication> {
  return answered(application, 'reject', recruitment.BoothApplicationRejectedV1, reason, fair, today);
}

function answered(
  application: BoothApplication,
  action: 'request_changes' | 'reject',
  event: typeof recruitment.BoothApplicationRejectedV1,
  reason: string,
  fair: OfFair,
  today: LocalDate,
): Decision<BoothApplication> {
  const next: BoothApplication = { ...application, state: move(boothApplicationMachine, application.state, action) };
  return { next, events: [occurred(event, today, { ...headOf(next, application.state, fair), reason })] };
}

export function approve(application: BoothApplication, fair: OfFair, today: LocalDate): Decision<BoothApplication> {
  const next: BoothApplication = { ...application, state: move(boothApplicationMachine, application.state, 'approve') };
  return { next, events: [occurred(recruitment.BoothApplicationApprovedV1, today, headOf(next, application.state, fair))] };
}

export function headOf(application: BoothApplication, from: BoothApplicationState | null, fair: OfFair) {
  const { fair_id, gathering_id, employer_id, employer_uscc: uscc, entity_id, industry_code } = application;
  return { ...transition(application, from), fair_id, gathering_id, fair_on: fairOn(fair), employer_id, uscc, entity_id, industry_code };
}
