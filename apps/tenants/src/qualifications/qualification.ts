/** A qualification 资质 that a market entity holds for a time, such as 高新技术企业: what makes it a technology firm. */
import { type DataOf, type Decision, occurred, tenants, unchanged } from '@park/contracts';
import {
  addMonths,
  daysBetween,
  dueReminder,
  invalid,
  move,
  requireDay,
  rowOf,
  transition,
  upToToday,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

type Granted = DataOf<typeof tenants.QualificationGrantedV1>;
export type QualificationType = Granted['type'];
export type Verification = Granted['verification'];
export const qualificationStates = ['valid', 'expired', 'revoked'] as const;
export type QualificationState = (typeof qualificationStates)[number];
export type QualificationAction = 'verify' | 'renew' | 'expire' | 'revoke' | 'remind';

export const qualificationMachine: Machine<QualificationState, QualificationAction> = {
  verify: { from: ['valid', 'expired'], to: 'same' },
  renew: { from: ['valid'], to: 'valid' },
  remind: { from: ['valid'], to: 'same' },
  expire: { from: ['valid'], to: 'expired' },
  revoke: { from: ['valid'], to: 'revoked' },
};

/** Days before the end at which a reminder is sent, the earliest first. */
export const reminderDays = [60, 30] as const;

export interface Qualification extends Aggregate {
  entity_id: string;
  type: QualificationType;
  level: string | null;
  certificate_no: string;
  valid_from: LocalDate;
  /** Exclusive. */
  valid_to: LocalDate;
  verification: Verification;
  state: QualificationState;
  /** The last reminder sent for the present validity. */
  reminded_days: number | null;
}

export type Certificate = Pick<Qualification, 'entity_id' | 'type' | 'certificate_no' | 'valid_from' | 'valid_to' | 'verification'> & {
  level?: string | null;
};

/** Longer than any that the state grants: three years for 高新技术企业. */
const mostMonths = 120;

/**
 * `established_on`: of the entity. One that has run out already is entered and expired at once. Throws `invalid validity_reversed`,
 * `invalid day_too_early`, `invalid day_too_late`.
 */
export function grant(identity: NewIdentity, certificate: Certificate, established_on: LocalDate): Decision<Qualification> {
  if (certificate.valid_to <= certificate.valid_from)
    throw invalid('/valid_to', 'validity_reversed', 'valid_to must be later than valid_from.');
  requireDay('valid_from', certificate.valid_from, {
    from: { on: established_on, what: 'when the entity was established' },
    to: { on: addMonths(identity.today, 12), what: 'a year from today' },
  });
  requireDay('valid_to', certificate.valid_to, { to: { on: addMonths(certificate.valid_from, mostMonths), what: 'ten years later' } });
  const next: Qualification = {
    ...certificate,
    ...rowOf(identity),
    level: certificate.level ?? null,
    state: 'valid',
    reminded_days: null,
  };
  const granted = occurred(tenants.QualificationGrantedV1, next.valid_from, { ...transition(next, null), ...content(next) });
  if (next.valid_to > identity.today) return { next, events: [granted] };
  const expired = expire(next);
  return { next: expired.next, events: [granted, ...expired.events] };
}

/** Its evidence was checked; no event where it was already. */
export function verify(qualification: Qualification, today: LocalDate): Decision<Qualification> {
  move(qualificationMachine, qualification.state, 'verify');
  if (qualification.verification === 'verified') return unchanged(qualification);
  const { code, entity_id, type } = qualification;
  return {
    next: { ...qualification, verification: 'verified' },
    events: [occurred(tenants.QualificationVerifiedV1, today, { code, entity_id, type })],
  };
}

/** A gap between two validities is no renewal: grant a new one. Throws `invalid not_longer`, `invalid day_too_late`. */
export function renew(qualification: Qualification, renewal: { valid_to: LocalDate; certificate_no: string }): Decision<Qualification> {
  const state = move(qualificationMachine, qualification.state, 'renew');
  if (renewal.valid_to <= qualification.valid_to)
    throw invalid('/valid_to', 'not_longer', `valid_to must be later than ${qualification.valid_to}, the present end.`);
  requireDay('valid_to', renewal.valid_to, { to: { on: addMonths(qualification.valid_to, mostMonths), what: 'ten years later' } });
  const next: Qualification = { ...qualification, ...renewal, state, verification: 'self_declared', reminded_days: null };
  const data = { ...transition(next, qualification.state), ...content(next), old_valid_to: qualification.valid_to };
  return { next, events: [occurred(tenants.QualificationRenewedV1, qualification.valid_to, data)] };
}

/** The reminder that is due on `today` and was not sent yet, or no event. */
export function remind(qualification: Qualification, today: LocalDate): Decision<Qualification> {
  move(qualificationMachine, qualification.state, 'remind');
  const { code, entity_id, type, valid_to } = qualification;
  const daysLeft = daysBetween(today, valid_to);
  const due = dueReminder(reminderDays, daysLeft, qualification.reminded_days);
  if (due === null) return unchanged(qualification);
  const event = occurred(tenants.QualificationExpiringV1, today, { code, entity_id, type, valid_to, days_left: daysLeft });
  return { next: { ...qualification, reminded_days: due }, events: [event] };
}

/** On the day it ends, not before: the caller asks for those whose `valid_to` has come. */
export function expire(qualification: Qualification): Decision<Qualification> {
  const next: Qualification = { ...qualification, state: move(qualificationMachine, qualification.state, 'expire') };
  const { entity_id, type, valid_to } = qualification;
  const data = { ...transition(next, qualification.state), entity_id, type, valid_to };
  return { next, events: [occurred(tenants.QualificationExpiredV1, valid_to, data)] };
}

/** Throws `invalid outside_validity`: what has run out, or not begun, cannot be taken away on that day. `invalid day_too_late`. */
export function revoke(
  qualification: Qualification,
  { revoked_on, reason }: { revoked_on: LocalDate; reason: string },
  today: LocalDate,
): Decision<Qualification> {
  const next: Qualification = { ...qualification, state: move(qualificationMachine, qualification.state, 'revoke') };
  const { entity_id, type, valid_from, valid_to } = qualification;
  if (revoked_on < valid_from || revoked_on >= valid_to) {
    throw invalid(
      '/revoked_on',
      'outside_validity',
      `revoked_on must be from ${valid_from} to the day before ${valid_to}, while the qualification is valid.`,
    );
  }
  requireDay('revoked_on', revoked_on, { to: upToToday(today) });
  const data = { ...transition(next, qualification.state), entity_id, type, revoked_on, reason };
  return { next, events: [occurred(tenants.QualificationRevokedV1, revoked_on, data)] };
}

function content(qualification: Qualification): Omit<Granted, 'from_state' | 'to_state'> {
  const { code, entity_id, type, level, certificate_no, valid_from, valid_to, verification } = qualification;
  return { code, entity_id, type, level, certificate_no, valid_from, valid_to, verification };
}
