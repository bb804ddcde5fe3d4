/** An employer 用人单位: registered by its USCC, verified from its papers by the park. Its standing is in employer-standing.ts. */
import { occurred, recruitment, unchanged, type DataOf, type Decision } from '@park/contracts';
import {
  addMonths,
  amended,
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

export type EmployerState = (typeof recruitment.employerStates)[number];
export type EmployerKind = (typeof recruitment.employerKinds)[number];
export type PaperKind = (typeof recruitment.employerPapers)[number];
export type EmployerAction = 'change' | 'submit_papers' | 'verify' | 'reject' | 'link' | 'note_departure';

export const employerMachine: Machine<EmployerState, EmployerAction> = {
  change: { from: ['registered', 'in_review', 'verified', 'rejected'], to: 'same' },
  submit_papers: { from: ['registered', 'rejected'], to: 'in_review' },
  verify: { from: ['in_review'], to: 'verified' },
  reject: { from: ['in_review', 'verified'], to: 'rejected' },
  link: { from: ['registered', 'in_review', 'verified', 'rejected'], to: 'same' },
  note_departure: { from: ['registered', 'in_review', 'verified', 'rejected'], to: 'same' },
};

/** 人力资源市场暂行条例 第十八条: an agency needs its permit; a branch shows the licence of its parent. */
const papersNeeded: Record<EmployerKind, readonly PaperKind[]> = {
  enterprise: ['licence', 'authorisation'],
  institution: ['licence', 'authorisation'],
  hr_agency: ['licence', 'authorisation', 'hr_permit'],
  branch: ['licence', 'authorisation', 'parent_licence'],
};

/** The SHA-256 of a file, and until when it is valid. */
export type Paper = DataOf<typeof recruitment.EmployerPapersSubmittedV1>['papers'][number];

export interface EmployerContent {
  name: string;
  kind: EmployerKind;
  /** GB/T 4754 */
  industry_code: string;
}

export interface Employer extends Aggregate, EmployerContent {
  uscc: string;
  state: EmployerState;
  /** Of the market entity that it is, once tenants has told of one with its USCC. */
  entity_id: string | null;
  /** Moved in and not departed. */
  is_resident: boolean;
  departed_on: LocalDate | null;
  papers: Paper[];
  /** Exclusive: the first day on which one of its papers is not valid any more. */
  papers_valid_until: LocalDate | null;
  submitted_by: string | null;
  rejection_reason: string | null;
  /** Days of the no-shows that count, oldest first. */
  no_show_days: LocalDate[];
  /** It sits out the next fair after this day. */
  sits_out_after: LocalDate | null;
  /** Exclusive. */
  banned_until: LocalDate | null;
}

export interface Link {
  entity_id: string | null;
  is_resident: boolean;
}

export function register(
  identity: NewIdentity,
  uscc: string,
  content: EmployerContent,
  { entity_id, is_resident }: Link,
): Decision<Employer> {
  const next: Employer = {
    ...rowOf(identity),
    ...content,
    uscc,
    state: 'registered',
    entity_id,
    is_resident,
    departed_on: null,
    papers: [],
    papers_valid_until: null,
    submitted_by: null,
    rejection_reason: null,
    no_show_days: [],
    sits_out_after: null,
    banned_until: null,
  };
  return {
    next,
    events: [occurred(recruitment.EmployerRegisteredV1, identity.today, { ...headOf(next, null), name: next.name, kind: next.kind })],
  };
}

/** Another kind needs other papers, so it is refused once papers were handed in. No event where nothing changes. */
export function changeContent(employer: Employer, change: Partial<EmployerContent>, today: LocalDate): Decision<Employer> {
  move(employerMachine, employer.state, 'change');
  const next = amended(employer, change);
  if (next === employer) return unchanged(employer);
  if (next.kind !== employer.kind && ['in_review', 'verified'].includes(employer.state))
    throw new Refusal('conflict', 'papers_submitted', 'The kind of an employer stays as it is once its papers were handed in.');
  const { code, name, kind, industry_code } = next;
  return { next, events: [occurred(recruitment.EmployerChangedV1, today, { code, name, kind, industry_code })] };
}

/** Throws `invalid paper_missing`, `invalid paper_repeated`, `invalid paper_expired`, `invalid day_too_late`. */
export function submitPapers(employer: Employer, papers: readonly Paper[], by: string, today: LocalDate): Decision<Employer> {
  const state = move(employerMachine, employer.state, 'submit_papers');
  requirePapers(employer.kind, papers, today);
  const ends = papers.flatMap(({ valid_until }) => valid_until ?? []).sort();
  const next: Employer = {
    ...employer,
    state,
    papers: [...papers],
    papers_valid_until: ends[0] ?? null,
    submitted_by: by,
    rejection_reason: null,
  };
  const data = { ...headOf(next, employer.state), papers: next.papers };
  return { next, events: [occurred(recruitment.EmployerPapersSubmittedV1, today, data)] };
}

/** The longest term of operation 经营期限 that a licence usually has; one without an end has no valid_until. */
const longestPaperYears = 50;

function requirePapers(kind: EmployerKind, papers: readonly Paper[], today: LocalDate): void {
  const given = papers.map((paper) => paper.kind);
  const missing = papersNeeded[kind].filter((needed) => !given.includes(needed));
  if (missing.length > 0) throw invalid('/papers', 'paper_missing', `An employer of this kind also needs: ${missing.join(', ')}.`);
  for (const [i, paper] of papers.entries()) {
    if (given.indexOf(paper.kind) < i) throw invalid(`/papers/${i}/kind`, 'paper_repeated', `${paper.kind} is given twice.`);
    if (paper.valid_until !== null && paper.valid_until <= today)
      throw invalid(`/papers/${i}/valid_until`, 'paper_expired', 'valid_until must be later than today.');
    if (paper.valid_until !== null)
      requireDay(`papers/${i}/valid_until`, paper.valid_until, {
        to: { on: addMonths(today, 12 * longestPaperYears), what: `${longestPaperYears} years from today` },
      });
  }
}

/** Throws `forbidden segregation_of_duties`, `conflict papers_expired`. */
export function verify(employer: Employer, by: string, today: LocalDate): Decision<Employer> {
  const next: Employer = { ...employer, state: move(employerMachine, employer.state, 'verify') };
  if (by === employer.submitted_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who handed in the papers must not verify them.');
  if (arePapersExpired(employer, today))
    throw new Refusal(
      'conflict',
      'papers_expired',
      'A paper of the employer is not valid any more; reject it, so that it hands in another.',
    );
  return { next, events: [occurred(recruitment.EmployerVerifiedV1, today, headOf(next, employer.state))] };
}

export function arePapersExpired({ papers_valid_until }: Employer, today: LocalDate): boolean {
  return papers_valid_until !== null && papers_valid_until <= today;
}

/** Also takes back a verification; what was approved before stays. */
export function reject(employer: Employer, reason: string, today: LocalDate): Decision<Employer> {
  const next: Employer = { ...employer, state: move(employerMachine, employer.state, 'reject'), rejection_reason: reason };
  return { next, events: [occurred(recruitment.EmployerRejectedV1, today, { ...headOf(next, employer.state), reason })] };
}

/** The market entity with its USCC has moved in (flow F1). No event where that is known. */
export function link(employer: Employer, entityId: string, movedInOn: LocalDate): Decision<Employer> {
  move(employerMachine, employer.state, 'link');
  if (employer.entity_id === entityId && employer.is_resident) return unchanged(employer);
  const next: Employer = { ...employer, entity_id: entityId, is_resident: true, departed_on: null };
  const { code, uscc } = next;
  return { next, events: [occurred(recruitment.EmployerLinkedV1, movedInOn, { code, uscc, entity_id: entityId })] };
}

/** The market entity that it is has left (flow F2). */
export function noteDeparture(employer: Employer, entityId: string, departedOn: LocalDate): Decision<Employer> {
  move(employerMachine, employer.state, 'note_departure');
  const next: Employer = { ...employer, entity_id: entityId, is_resident: false, departed_on: departedOn };
  const { code, uscc } = next;
  return {
    next,
    events: [occurred(recruitment.EmployerDepartedV1, departedOn, { code, uscc, entity_id: entityId, departed_on: departedOn })],
  };
}

/** Throws `conflict employer_not_verified`. */
export function requireVerified({ state }: Pick<Employer, 'state'>): void {
  if (state !== 'verified') throw new Refusal('conflict', 'employer_not_verified', 'The employer is not verified.');
}

function headOf(next: Employer, from: EmployerState | null) {
  const { uscc, entity_id, industry_code } = next;
  return { ...transition(next, from), uscc, entity_id, industry_code };
}
