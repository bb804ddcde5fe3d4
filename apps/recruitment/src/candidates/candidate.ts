/** A candidate 求职者: a person of the register, with versions of a résumé, kept for two years after the last use. */
import { occurred, recruitment, unchanged, type Decision } from '@park/contracts';
import {
  addMonths,
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
import type { Education } from '../postings/posting.ts';

export type CandidateState = (typeof recruitment.candidateStates)[number];
export type CandidateAction = 'change' | 'add_resume' | 'anonymise';

export const candidateMachine: Machine<CandidateState, CandidateAction> = {
  change: { from: ['active'], to: 'same' },
  add_resume: { from: ['active'], to: 'same' },
  anonymise: { from: ['active'], to: 'anonymised' },
};

/** 个人信息保护法 第十九条: no longer than needed. 网络招聘服务管理规定 第二十一条 has what an agency collects kept for so long. */
const keptMonths = 24;

export interface About {
  education: Education;
  graduation_year: number | null;
}

export interface Candidate extends Aggregate, About {
  /** Of the register of persons; null once the candidate is anonymised. */
  person_id: string | null;
  /** Empty once the candidate is anonymised. */
  name_masked: string;
  /** Of the last résumé; 0 where there is none. */
  resume_version: number;
  state: CandidateState;
}

/** The day after which a candidate is not kept for what was done on `on`. */
export function keptUntil(on: LocalDate): LocalDate {
  return addMonths(on, keptMonths);
}

/** Throws `invalid graduation_out_of_range`. */
export function register(
  identity: NewIdentity,
  person: { person_id: string; name_masked: string },
  about: About,
  on: LocalDate = identity.today,
): Decision<Candidate> {
  requireYear(about, identity.today);
  const next: Candidate = { ...rowOf(identity), ...person, ...about, resume_version: 0, state: 'active' };
  return { next, events: [occurred(recruitment.CandidateRegisteredV1, on, { ...transition(next, null), ...about })] };
}

/** No event where nothing changes. Throws `invalid graduation_out_of_range`. */
export function changeAbout(candidate: Candidate, change: Partial<About>, today: LocalDate): Decision<Candidate> {
  move(candidateMachine, candidate.state, 'change');
  const next = amended(candidate, change);
  if (next === candidate) return unchanged(candidate);
  requireYear(next, today);
  const { code, education, graduation_year } = next;
  return { next, events: [occurred(recruitment.CandidateChangedV1, today, { code, education, graduation_year })] };
}

export function addResume(candidate: Candidate, sha256: string, today: LocalDate): Decision<Candidate> {
  move(candidateMachine, candidate.state, 'add_resume');
  const next: Candidate = { ...candidate, resume_version: candidate.resume_version + 1 };
  const data = { code: next.code, resume_version: next.resume_version, resume_sha256: sha256 };
  return { next, events: [occurred(recruitment.CandidateResumeAddedV1, today, data)] };
}

/** `open`: offers that are extended, and hires that did not start yet. Throws `conflict process_open`. */
export function anonymise(candidate: Candidate, reason: string, open: number, today: LocalDate): Decision<Candidate> {
  const state = move(candidateMachine, candidate.state, 'anonymise');
  if (open > 0)
    throw new Refusal('conflict', 'process_open', 'An offer is extended to the candidate, or a hire has not started yet.', {
      extra: { open },
    });
  const next: Candidate = { ...candidate, state, person_id: null, name_masked: '' };
  return { next, events: [occurred(recruitment.CandidateAnonymisedV1, today, { ...transition(next, candidate.state), reason })] };
}

/** Throws `conflict candidate_anonymised`. */
export function requireActive({ state }: Candidate): void {
  if (state !== 'active') throw new Refusal('conflict', 'candidate_anonymised', 'The personal data of the candidate was deleted.');
}

/** Of those who study now, up to seven years ahead. */
function requireYear({ graduation_year }: About, today: LocalDate): void {
  if (graduation_year === null) return;
  const year = Number(today.slice(0, 4));
  if (graduation_year < year - 60 || graduation_year > year + 7)
    throw invalid('/graduation_year', 'graduation_out_of_range', `graduation_year must be from ${year - 60} to ${year + 7}.`);
}
