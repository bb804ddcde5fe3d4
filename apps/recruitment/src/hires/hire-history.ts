/** A hire of earlier times, as a file tells it: the application, the offer and the hire that it is made of, each step on its own day. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { addDays, invalid, requireDay, startOfDay, type LocalDate, type NewIdentity } from '@park/kernel';
import {
  apply,
  hire,
  noteOffered,
  pendOffer,
  requireFairNamed,
  type Application,
  type ApplicationSource,
} from '../applications/application.ts';
import type { Candidate } from '../candidates/candidate.ts';
import { accept, approve, draft, extend, longestAnswerDays, type Offer } from '../offers/offer.ts';
import type { Posting } from '../postings/posting.ts';
import { followUp, leaveAndDecide, retentionDay, type Answer } from './follow-up.ts';
import { start, type Hire } from './hire.ts';

export interface History {
  applied_on: LocalDate;
  source?: ApplicationSource;
  salary_fen?: number;
  offered_on?: LocalDate;
  accepted_on: LocalDate;
  start_on: LocalDate;
  wants_home?: boolean;
  started_on?: LocalDate;
  probation_until?: LocalDate;
  left_on?: LocalDate;
  retained_by_employer?: boolean;
  retained_by_candidate?: boolean;
  retained_by_insurance?: boolean;
  insurance_sha256?: string;
}

/** A row with everything that it names. */
export interface Paper {
  row: History;
  posting: Posting;
  candidate: Candidate;
  fair_id: string | null;
  /** Of the candidate, for the posting, where it is known already. */
  application: Application | null;
  /** The number of the version that its next offer is. */
  offer_version: number;
}

/**
 * Throws `invalid in_future`, `invalid day_too_early`, `invalid posting_not_open`, `invalid before_application`, `invalid before_offer`, `invalid expiry_out_of_range`,
 * `invalid home_after_start`, `invalid start_missing`.
 */
export function requireOrder({ row, posting, application }: Paper, today: LocalDate): void {
  const { applied_on, accepted_on, start_on, started_on } = row;
  const offered_on = offeredOn(row);
  for (const column of ['applied_on', 'accepted_on'] as const) {
    if (row[column] > today) throw invalid(`/${column}`, 'in_future', `${column} must not be later than today.`);
  }
  const isOpen = posting.published_on !== null && applied_on >= posting.published_on && applied_on < posting.closes_on;
  if (application === null && !isOpen) throw invalid('/applied_on', 'posting_not_open', 'The posting took no applications on that day.');
  if (offered_on < applied_on) throw invalid('/offered_on', 'before_application', 'offered_on must not be earlier than applied_on.');
  if (accepted_on < offered_on) throw invalid('/accepted_on', 'before_offer', 'accepted_on must not be earlier than offered_on.');
  if (accepted_on >= addDays(offered_on, longestAnswerDays))
    throw invalid('/accepted_on', 'expiry_out_of_range', `An offer is open for at most ${longestAnswerDays} days.`);
  requireDay('start_on', start_on, { from: { on: accepted_on, what: 'the day on which the offer was accepted' } });
  if (row.wants_home === true && started_on !== undefined)
    throw invalid('/wants_home', 'home_after_start', 'A home can be wanted only while the start is still to come.');
  const later = ['left_on', 'retained_by_employer', 'retained_by_candidate', 'retained_by_insurance'] as const;
  const needing = later.find((column) => row[column] !== undefined);
  if (started_on === undefined && needing !== undefined)
    throw invalid('/started_on', 'start_missing', `started_on is required with ${needing}.`);
}

function offeredOn({ offered_on, accepted_on }: History): LocalDate {
  return offered_on ?? accepted_on;
}

/** From the application, which is made where it is not known, to the hired one. */
export function hiredApplication(identity: NewIdentity | null, paper: Paper, offer_id: string): Decision<Application> {
  const { row, application } = paper;
  const offeredAt = startOfDay(offeredOn(row));
  const first = application === null ? applied(identity!, paper) : unchanged(application);
  return followedBy(
    first,
    (one) => pendOffer(one, offeredAt),
    (one) => noteOffered(one, offeredAt),
    (one) => hire(one, { offer_id, on: row.accepted_on }, startOfDay(row.accepted_on)),
  );
}

function applied(
  identity: NewIdentity,
  { row: { applied_on, source = 'import' }, posting, candidate, fair_id }: Paper,
): Decision<Application> {
  requireFairNamed(source, fair_id, 'fair_code');
  const { id: posting_id, employer_id, employer_uscc, entity_id, industry_code } = posting;
  const { id: candidate_id, name_masked: candidate_masked } = candidate;
  const side = { posting_id, employer_id, employer_uscc, entity_id, industry_code };
  const wish = { ...side, candidate_id, candidate_masked, resume_version: null, source, fair_id, applied_on };
  return apply(identity, wish, null, startOfDay(applied_on));
}

/** The park that imports has approved it itself. */
export function acceptedOffer(
  identity: NewIdentity,
  { row, posting, offer_version }: Paper,
  application: Application,
  opening: number,
  by: string,
): Decision<Offer> {
  const { salary_fen = posting.salary_min_fen, start_on, accepted_on, wants_home = false } = row;
  const on = offeredOn(row);
  const expires_at = new Date(startOfDay(addDays(accepted_on, 1)).getTime() - 1_000);
  return followedBy(
    draft(identity, application, { salary_fen, start_on, by, offer_version, on }),
    (offer) => withDrafter(approve({ ...offer, drafted_by: '' }, by, on), by),
    (offer) => extend(offer, expires_at, startOfDay(on)),
    (offer) => accept(offer, { opening, wants_home }, startOfDay(accepted_on)),
  );
}

function withDrafter({ next, events }: Decision<Offer>, drafted_by: string): Decision<Offer> {
  return { next: { ...next, drafted_by }, events };
}

/** The steps that the row tells of and the hire lacks, and the answers that are new. */
export function caughtUp(
  hire: Hire,
  { row, candidate }: Pick<Paper, 'row' | 'candidate'>,
  answers: readonly Answer[],
  today: LocalDate,
): { decision: Decision<Hire>; said: Answer[] } {
  const { started_on, probation_until = null, left_on } = row;
  const { graduation_year } = candidate;
  const known = [...answers];
  const said: Answer[] = [];
  const spoken = (one: Hire, answer: Answer): Decision<Hire> => {
    const decision = followUp(one, answer, known, today);
    if (decision.events.length > 0) {
      said.push(answer);
      known.splice(0, known.length, ...known.filter(({ day, said_by }) => day !== answer.day || said_by !== answer.said_by), answer);
    }
    return decision;
  };
  const decision = followedBy(
    unchanged(hire),
    (one) =>
      started_on !== undefined && one.state === 'pending_start'
        ? start(one, { started_on, probation_until, graduation_year }, today)
        : unchanged(one),
    ...answersIn(row).map((answer) => (one: Hire) => spoken(one, answer)),
    (one) =>
      left_on !== undefined && one.state === 'started' ? leaveAndDecide(one, { left_on, reason: null }, known, today) : unchanged(one),
  );
  return { decision, said };
}

function answersIn(row: History): Answer[] {
  const sides = [
    ['employer', row.retained_by_employer, null],
    ['candidate', row.retained_by_candidate, null],
    ['social_insurance', row.retained_by_insurance, row.insurance_sha256 ?? null],
  ] as const;
  return sides.flatMap(([said_by, employed, evidence_sha256]) =>
    employed === undefined ? [] : [{ day: retentionDay, said_by, employed, evidence_sha256 }],
  );
}
