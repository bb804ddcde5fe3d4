/**
 * The review flag 待复核: the employer of an applicant or tenant has left the park, or the hire that it came of did not start, and a clerk
 * has to look at the record again.
 */
import { occurred, unchanged, type DataOf, type Decision, type EventType, type housing } from '@park/contracts';
import { Refusal, type LocalDate } from '@park/kernel';

type Flagging = DataOf<typeof housing.ApplicationReviewFlaggedV2>;
type Clearing = DataOf<typeof housing.ApplicationReviewClearedV2>;
export type ReviewGround = Flagging['ground'];
export type ReviewCause = Omit<Flagging, 'code'>;

interface Reviewable {
  code: string;
  review_ground: ReviewGround | null;
}

export function employerLeft(entity_id: string): ReviewCause {
  return { ground: 'employer_left', entity_id, offer_id: null };
}

export function hireReneged(offer_id: string): ReviewCause {
  return { ground: 'hire_reneged', entity_id: null, offer_id };
}

/** No event where the record is flagged already. */
export function flagged<Row extends Reviewable>(row: Row, of: EventType<Flagging>, cause: ReviewCause, on: LocalDate): Decision<Row> {
  if (row.review_ground !== null) return unchanged(row);
  return { next: { ...row, review_ground: cause.ground }, events: [occurred(of, on, { code: row.code, ...cause })] };
}

/** Throws `conflict no_review_pending`. */
export function cleared<Row extends Reviewable>(row: Row, of: EventType<Clearing>, outcome: string, on: LocalDate): Decision<Row> {
  const { code, review_ground: ground } = row;
  if (ground === null) throw new Refusal('conflict', 'no_review_pending', 'The record is not flagged for review.');
  return { next: { ...row, review_ground: null }, events: [occurred(of, on, { code, ground, outcome })] };
}
