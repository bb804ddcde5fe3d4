/** The review flag 待复核 of a registration: the organisation that its person comes from has left the park. */
import { type Decision, events, occurred, unchanged } from '@park/contracts';
import { move, Refusal, type LocalDate } from '@park/kernel';
import { registrationMachine, type Registration } from './registration.ts';

/** No event where it is flagged already. */
export function flagForReview(registration: Registration, entity_id: string, on: LocalDate): Decision<Registration> {
  move(registrationMachine, registration.state, 'flag_for_review');
  if (registration.review_ground !== null) return unchanged(registration);
  const ground = 'organisation_left';
  const data = { code: registration.code, ground, entity_id } as const;
  return { next: { ...registration, review_ground: ground }, events: [occurred(events.RegistrationReviewFlaggedV1, on, data)] };
}

/** Throws `conflict no_review_pending`. */
export function clearReview(registration: Registration, outcome: string, on: LocalDate): Decision<Registration> {
  const { code, review_ground: ground } = registration;
  if (ground === null) throw new Refusal('conflict', 'no_review_pending', 'The record is not flagged for review.');
  const data = { code, ground, outcome };
  return { next: { ...registration, review_ground: null }, events: [occurred(events.RegistrationReviewClearedV1, on, data)] };
}
