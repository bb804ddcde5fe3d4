/** The people who apply for the postings, and those of them who are hired: at the fair, and in the months before it. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import { fairCode } from './job-fair.ts';
import { bornToBe, people, type Person } from './persons.ts';
import type { PostingRow } from './postings.ts';
import { earlier, type Story } from './story.ts';

interface CandidateColumns extends Person {
  posting_code: string;
  education: PostingRow['education'];
  graduation_year: number;
  applied_on: LocalDate;
  source: 'web' | 'referral' | 'fair_scan';
  fair_code?: string;
}

export interface ApplicationRow extends CandidateColumns {
  stage?: 'screening' | 'shortlisted' | 'interviewing';
  ended?: 'rejected' | 'withdrawn';
  state_on?: LocalDate;
  reason?: string;
  consent: true;
}

export interface HireRow extends CandidateColumns {
  offered_on: LocalDate;
  accepted_on: LocalDate;
  start_on: LocalDate;
  wants_home?: true;
  started_on?: LocalDate;
  probation_until?: LocalDate;
  left_on?: LocalDate;
  retained_by_employer?: boolean;
  retained_by_candidate?: boolean;
  retained_by_insurance?: boolean;
  insurance_sha256?: string;
  consent: true;
  consent_follow_up: true;
  consent_housing?: true;
}

/** The résumés handed in at the fair; of these, those shortlisted on the spot, and those hired there. */
export const fairResumes = 912;
const fairShortlisted = 208;
const fairHires = 31;
const firstSerial = 130_000;
/** Of the openings of the months before that were filled. */
const filledShare = 0.72;
const othersPerHire = 2;
/** Of those hired at the fair: they want one of the talent apartments. */
const homeShare = 0.3;

export interface Hiring {
  applications: ApplicationRow[];
  hires: HireRow[];
}

export function hiring(story: Story, postings: readonly PostingRow[]): Hiring {
  const chance = chanceOf('hiring');
  const someone = people(chance, firstSerial);
  const someoneFor = (posting: PostingRow): Pick<CandidateColumns, keyof Person | 'posting_code' | 'education' | 'graduation_year'> => {
    const age = chance.whole(22, 32);
    return {
      ...someone(bornToBe(age, story.openingDay)),
      posting_code: posting.code,
      education: posting.education,
      graduation_year: Number(story.openingDay.slice(0, 4)) - (age - 22),
    };
  };
  const ofTheFair = postings.filter(({ fair_code }) => fair_code === fairCode);
  const before = postings.filter(({ fair_code }) => fair_code === undefined);
  const heads = before.flatMap((posting) => Array<PostingRow>(posting.headcount).fill(posting)).filter(() => chance.happens(filledShare));
  const hires = [
    ...heads.flatMap((posting) => hireBefore(story, posting, someoneFor(posting), chance)),
    ...Array.from({ length: fairHires }, (_, i) => hireAtFair(story, someoneFor(ofTheFair[(i * 3) % ofTheFair.length]!), chance)),
  ];
  const applications = [
    ...hires
      .filter(({ fair_code }) => fair_code === undefined)
      .flatMap(({ posting_code }) => Array<PostingRow>(othersPerHire).fill(before.find(({ code }) => code === posting_code)!))
      .map((posting) => refusedBefore(story, posting, someoneFor(posting), chance)),
    ...Array.from({ length: fairResumes - fairHires }, (_, i) =>
      resumeAtFair(story, someoneFor(chance.pick(ofTheFair)), i < fairShortlisted - fairHires),
    ),
  ];
  return { applications: applications.sort(byDay), hires: hires.sort(byDay) };
}

type Someone = Pick<CandidateColumns, keyof Person | 'posting_code' | 'education' | 'graduation_year'>;

function byDay(a: { applied_on: string }, b: { applied_on: string }): number {
  return a.applied_on < b.applied_on ? -1 : a.applied_on > b.applied_on ? 1 : 0;
}

const sourceOf = (chance: Chance): 'web' | 'referral' => (chance.happens(0.8) ? 'web' : 'referral');

/** None where the posting is so young that nobody can have been hired for it yet. */
function hireBefore({ openingDay }: Story, posting: PostingRow, someone: Someone, chance: Chance): HireRow[] {
  const last = addDays(earlier(posting.closes_on, openingDay), -1);
  const room = daysBetween(posting.approved_on, last);
  if (room < 12) return [];
  const applied_on = addDays(posting.approved_on, chance.whole(0, room - 10));
  const offered_on = addDays(applied_on, chance.whole(5, 28));
  const accepted_on = addDays(offered_on, chance.whole(0, 5));
  if (accepted_on > openingDay) return [];
  const start_on = addDays(accepted_on, chance.whole(7, 30));
  const base = {
    ...someone,
    applied_on,
    source: sourceOf(chance),
    offered_on,
    accepted_on,
    start_on,
    consent: true,
    consent_follow_up: true,
  } as const;
  if (start_on > openingDay) return [base];
  const started = { ...base, started_on: start_on, probation_until: addDays(start_on, 90) };
  return [{ ...started, ...(daysBetween(start_on, openingDay) >= 95 && after90Days(start_on, someone, openingDay, chance)) }];
}

/** Two sides are asked; of one in twelve the social insurance tells, and of some nothing is known. */
function after90Days(start_on: LocalDate, { citizen_id }: Someone, openingDay: LocalDate, chance: Chance): Partial<HireRow> {
  if (chance.happens(0.13)) return { left_on: earlier(addDays(start_on, chance.whole(20, 88)), openingDay) };
  if (chance.happens(0.08)) return { retained_by_insurance: true, insurance_sha256: digestOf(citizen_id) };
  if (chance.happens(0.06)) return { retained_by_employer: true, retained_by_candidate: false };
  if (chance.happens(0.05)) return { retained_by_employer: true };
  return { retained_by_employer: true, retained_by_candidate: true };
}

function digestOf(text: string): string {
  return [...text]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padStart(64, '0');
}

function hireAtFair({ openingDay }: Story, someone: Someone, chance: Chance): HireRow {
  return {
    ...someone,
    applied_on: openingDay,
    source: 'fair_scan',
    fair_code: fairCode,
    offered_on: openingDay,
    accepted_on: openingDay,
    start_on: addDays(openingDay, chance.whole(10, 40)),
    consent: true,
    consent_follow_up: true,
    ...(chance.happens(homeShare) && { wants_home: true, consent_housing: true }),
  };
}

function refusedBefore({ openingDay }: Story, posting: PostingRow, someone: Someone, chance: Chance): ApplicationRow {
  const last = addDays(earlier(posting.closes_on, openingDay), -1);
  const applied_on = addDays(posting.approved_on, chance.whole(0, daysBetween(posting.approved_on, last)));
  const base = { ...someone, applied_on, source: sourceOf(chance), consent: true } as const;
  const state_on = addDays(applied_on, chance.whole(1, 20));
  if (state_on > openingDay) return base;
  const stage = chance.weighted([
    [undefined, 4],
    ['screening', 5],
    ['shortlisted', 3],
    ['interviewing', 3],
  ] as const);
  const ended = chance.happens(0.85) ? ('rejected' as const) : ('withdrawn' as const);
  return { ...base, ...(stage && { stage }), ended, state_on, reason: ended === 'rejected' ? '与岗位要求不符' : '已接受其他工作' };
}

function resumeAtFair({ openingDay }: Story, someone: Someone, isShortlisted: boolean): ApplicationRow {
  const base = { ...someone, applied_on: openingDay, source: 'fair_scan', fair_code: fairCode, consent: true } as const;
  return isShortlisted ? { ...base, stage: 'shortlisted', state_on: openingDay } : base;
}
