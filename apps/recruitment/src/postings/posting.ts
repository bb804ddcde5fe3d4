/** A posting 岗位 of an employer: drafted, reviewed against the rules, published as it was approved, and closed. */
import { occurred, recruitment, unchanged, type Decision } from '@park/contracts';
import {
  addDays,
  amended,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import { findingsOf, postingRules, type Finding } from './posting-rules.ts';

export type PostingState = (typeof recruitment.postingStates)[number];
export type PostingCategory = (typeof recruitment.postingCategories)[number];
export type Education = (typeof recruitment.educations)[number];
export type CloseReason = (typeof recruitment.postingCloseReasons)[number];
export type PostingAction =
  'revise' | 'submit' | 'approve' | 'reject' | 'pause' | 'resume' | 'change_headcount' | 'fill' | 'vacate' | 'close' | 'reopen' | 'archive';

/** Neither closed nor archived. */
export const livePostingStates = ['draft', 'in_review', 'rejected', 'published', 'paused'] as const satisfies PostingState[];

export const postingMachine: Machine<PostingState, PostingAction> = {
  revise: { from: ['draft', 'rejected', 'published', 'paused'], to: 'draft' },
  submit: { from: ['draft', 'rejected'], to: 'in_review' },
  approve: { from: ['in_review'], to: 'published' },
  reject: { from: ['in_review'], to: 'rejected' },
  pause: { from: ['published'], to: 'paused' },
  resume: { from: ['paused'], to: 'published' },
  change_headcount: { from: ['draft', 'rejected', 'published', 'paused'], to: 'same' },
  fill: { from: [...livePostingStates, 'closed', 'archived'], to: 'same' },
  vacate: { from: [...livePostingStates, 'closed', 'archived'], to: 'same' },
  close: { from: livePostingStates, to: 'closed' },
  reopen: { from: ['closed'], to: 'published' },
  archive: { from: ['closed'], to: 'archived' },
};

/** A posting that was closed is archived after so many days. */
export const archivedAfterDays = 90;
/** A posting is open for at most so many days ahead. */
const longestDays = 366;

/** Content under review: a change needs another review. */
export interface PostingContent {
  fair_id: string | null;
  title: string;
  category: PostingCategory;
  /** A month. */
  salary_min_fen: number;
  salary_max_fen: number;
  /** At least. */
  education: Education;
  experience_years: number;
  location: string;
  /** Requirements and benefits in free words. */
  terms: string;
  /** From those who apply; a posting that asks for any is not approved. */
  fee_fen: number;
  /** Exclusive: the first day on which nobody can apply any more. */
  closes_on: LocalDate;
}

export interface Posting extends Aggregate, PostingContent {
  employer_id: string;
  employer_uscc: string;
  entity_id: string | null;
  industry_code: string;
  headcount: number;
  state: PostingState;
  content_version: number;
  approved_version: number | null;
  /** Version of the rules that it was reviewed by last. */
  rules_version: string | null;
  findings: Finding[];
  submitted_by: string | null;
  rejected_rules: string[];
  rejection_reason: string | null;
  published_on: LocalDate | null;
  /** Openings that an accepted offer fills. */
  filled: number;
  close_reason: CloseReason | null;
  closed_on: LocalDate | null;
}

export type PostingEmployer = Pick<Posting, 'employer_id' | 'employer_uscc' | 'entity_id' | 'industry_code'>;

/** Throws `invalid salary_range`, `invalid closes_on_out_of_range`. */
export function draft(
  identity: NewIdentity,
  employer: PostingEmployer,
  { headcount, ...content }: PostingContent & Pick<Posting, 'headcount'>,
): Decision<Posting> {
  requireContent(content, identity.today);
  const next: Posting = {
    ...rowOf(identity),
    ...employer,
    ...content,
    headcount,
    state: 'draft',
    content_version: 1,
    approved_version: null,
    rules_version: null,
    findings: [],
    submitted_by: null,
    rejected_rules: [],
    rejection_reason: null,
    published_on: null,
    filled: 0,
    close_reason: null,
    closed_on: null,
  };
  return { next, events: [occurred(recruitment.PostingDraftedV1, identity.today, postingHead(next, null))] };
}

/** Another version of the content: not published before it is approved. No event where nothing changes. Throws what `draft` throws. */
export function revise(posting: Posting, change: Partial<PostingContent>, today: LocalDate): Decision<Posting> {
  const changed = amended(posting, change);
  if (changed === posting) return unchanged(posting);
  const state = move(postingMachine, posting.state, 'revise');
  requireContent(changed, today);
  const next: Posting = { ...changed, ...noReview, state, content_version: posting.content_version + 1 };
  const data = { ...postingHead(next, posting.state), content_version: next.content_version };
  return { next, events: [occurred(recruitment.PostingRevisedV1, today, data)] };
}

const noReview = { rules_version: null, findings: [] as Finding[], submitted_by: null, rejected_rules: [], rejection_reason: null };

/** Keeps what the rules object to. Throws `conflict closes_on_passed`. */
export function submit(posting: Posting, by: string, today: LocalDate): Decision<Posting> {
  const state = move(postingMachine, posting.state, 'submit');
  requireOpenDays(posting, today);
  const findings = findingsOf(posting, today);
  const { content_version } = posting;
  const next: Posting = { ...posting, ...noReview, state, submitted_by: by, rules_version: postingRules.version, findings };
  const data = { ...postingHead(next, posting.state), content_version, rules_version: postingRules.version, findings };
  return { next, events: [occurred(recruitment.PostingSubmittedV1, today, data)] };
}

/**
 * For another person than the one who submitted it. The rules of the day of the approval decide.
 * Throws `forbidden segregation_of_duties`, `conflict closes_on_passed`, `conflict findings_stand`, `conflict no_opening`.
 */
export function approve(posting: Posting, by: string, today: LocalDate): Decision<Posting> {
  const state = move(postingMachine, posting.state, 'approve');
  if (by === posting.submitted_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who submitted the posting must not approve it.');
  requireOpenDays(posting, today);
  const findings = findingsOf(posting, today);
  requireNoneForbidden(findings);
  if (posting.filled >= posting.headcount) throw noOpening();
  const { content_version } = posting;
  const next: Posting = {
    ...posting,
    state,
    findings,
    rules_version: postingRules.version,
    approved_version: content_version,
    published_on: posting.published_on ?? today,
  };
  const head = postingHead(next, posting.state);
  const { title, category, headcount, salary_min_fen, salary_max_fen, education, location, closes_on } = next;
  const content = { title, category, headcount, salary_min_fen, salary_max_fen, education, location, closes_on, content_version };
  const published = { ...head, ...content, ...openingsOf(next), published_on: today };
  return {
    next,
    events: [
      occurred(recruitment.PostingApprovedV1, today, { ...head, content_version }),
      occurred(recruitment.PostingPublishedV1, today, published),
    ],
  };
}

function requireNoneForbidden(findings: readonly Finding[]): void {
  const standing = findings.filter(({ kind }) => kind === 'forbidden');
  if (standing.length === 0) return;
  const told = standing.map(({ rule, words }) => (words.length > 0 ? `${rule} (${words.join(', ')})` : rule)).join('; ');
  throw new Refusal('conflict', 'findings_stand', `The rules forbid: ${told}.`, { extra: { findings: standing } });
}

/** Throws `invalid unknown_rule`. */
export function reject(posting: Posting, { rules, reason }: { rules: string[]; reason: string }, today: LocalDate): Decision<Posting> {
  const state = move(postingMachine, posting.state, 'reject');
  for (const [i, rule] of rules.entries()) {
    if (!postingRules.rules.some(({ code }) => code === rule))
      throw invalid(`/rules/${i}`, 'unknown_rule', `${rule} is not the code of a rule for postings.`);
  }
  const next: Posting = { ...posting, state, rejected_rules: rules, rejection_reason: reason };
  const data = { ...postingHead(next, posting.state), content_version: next.content_version, rules, reason };
  return { next, events: [occurred(recruitment.PostingRejectedV1, today, data)] };
}

export function pause(posting: Posting, reason: string | null, today: LocalDate): Decision<Posting> {
  const next: Posting = { ...posting, state: move(postingMachine, posting.state, 'pause') };
  return { next, events: [occurred(recruitment.PostingPausedV1, today, { ...postingHead(next, posting.state), reason })] };
}

/** Throws `conflict closes_on_passed`. */
export function resume(posting: Posting, today: LocalDate): Decision<Posting> {
  const next: Posting = { ...posting, state: move(postingMachine, posting.state, 'resume') };
  requireOpenDays(posting, today);
  return { next, events: [occurred(recruitment.PostingResumedV1, today, { ...postingHead(next, posting.state), ...openingsOf(next) })] };
}

/** Throws `conflict not_over`. */
export function archive(posting: Posting, today: LocalDate): Decision<Posting> {
  const next: Posting = { ...posting, state: move(postingMachine, posting.state, 'archive') };
  if (addDays(posting.closed_on!, archivedAfterDays) > today)
    throw new Refusal('conflict', 'not_over', `A posting is archived ${archivedAfterDays} days after it was closed.`);
  return { next, events: [occurred(recruitment.PostingArchivedV1, today, postingHead(next, posting.state))] };
}

/** Throws `conflict posting_not_open` unless somebody can apply for it on that day. */
export function requireTakesApplications({ state, closes_on, published_on }: Posting, on: LocalDate): void {
  if (state === 'published' && on < closes_on && on >= published_on!) return;
  throw new Refusal('conflict', 'posting_not_open', 'The posting takes no applications now.', { extra: { state, closes_on } });
}

export function postingHead(next: Posting, from: PostingState | null) {
  const { employer_id, entity_id, industry_code, fair_id } = next;
  return { ...transition(next, from), employer_id, entity_id, industry_code, fair_id };
}

/** Of one that was never published, and of a closed one, no opening is open. */
export function openingsOf(posting: Posting) {
  const { published_on, headcount, filled } = posting;
  return { filled, open: isLive(posting) && published_on !== null ? headcount - filled : 0 };
}

export function isLive({ state }: Pick<Posting, 'state'>): boolean {
  return (livePostingStates as readonly string[]).includes(state);
}

export function noOpening(): Refusal {
  return new Refusal('conflict', 'no_opening', 'Every opening of the posting is filled or closed.');
}

function requireOpenDays({ closes_on }: Posting, today: LocalDate): void {
  if (closes_on <= today) throw new Refusal('conflict', 'closes_on_passed', 'closes_on has passed; give the posting a later one first.');
}

function requireContent({ salary_min_fen, salary_max_fen, closes_on }: PostingContent, today: LocalDate): void {
  if (salary_min_fen > salary_max_fen)
    throw invalid('/salary_max_fen', 'salary_range', 'salary_max_fen must not be less than salary_min_fen.');
  if (closes_on <= today || closes_on > addDays(today, longestDays))
    throw invalid('/closes_on', 'closes_on_out_of_range', `closes_on must be 1 to ${longestDays} days later than today.`);
}
