/** The review flag 待复核: the employer of an applicant or tenant has left the park, and a clerk has to look at the record again. */
import { occurred, unchanged, type DataOf, type Decision, type EventType, type housing } from '@park/contracts';
import { Refusal, type LocalDate } from '@park/kernel';

type Flagging = DataOf<typeof housing.ApplicationReviewFlaggedV1>;
type Clearing = DataOf<typeof housing.ApplicationReviewClearedV1>;

interface Reviewable {
  code: string;
  review_ground: Flagging['ground'] | null;
}

/** No event where the record is flagged already. */
export function flagged<Row extends Reviewable>(row: Row, of: EventType<Flagging>, entity_id: string, on: LocalDate): Decision<Row> {
  if (row.review_ground !== null) return unchanged(row);
  const ground = 'employer_left';
  return { next: { ...row, review_ground: ground }, events: [occurred(of, on, { code: row.code, ground, entity_id })] };
}

/** Throws `conflict no_review_pending`. */
export function cleared<Row extends Reviewable>(row: Row, of: EventType<Clearing>, outcome: string, on: LocalDate): Decision<Row> {
  const { code, review_ground: ground } = row;
  if (ground === null) throw new Refusal('conflict', 'no_review_pending', 'The record is not flagged for review.');
  return { next: { ...row, review_ground: null }, events: [occurred(of, on, { code, ground, outcome })] };
}
