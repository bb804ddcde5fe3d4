/** A booth 展位 of a fair, and an employer's application for one: confirmed for the day of the fair, and there or not. */
import { recruitment } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Entry } from '../../ledger/timeline.ts';
import { industry, sectionOf } from '../industry.ts';
import { atFair, ofEmployer } from './dimensions.ts';

const dimensions = [atFair, industry];

/** Employers whose booth was confirmed and not cancelled, on the day of the fair. */
export const boothsConfirmed: Measure = { code: 'booths_confirmed', dimensions };
/** Of these, those that checked in. */
export const boothsCheckedIn: Measure = { code: 'booths_checked_in', dimensions };
/** Of these, those that did not, and lost the booth. */
export const boothsMissed: Measure = { code: 'booths_missed', dimensions };

/** Postings of those that are confirmed or checked in, and the people wanted for them, on the day of the fair. */
export const boothPostings: Measure = { code: 'booth_postings', dimensions };
export const boothHeadcount: Measure = { code: 'booth_headcount', dimensions };
/** The same booths as those confirmed and those missed, by employer. */
export const employerBooths: Measure = { code: 'employer_booths', dimensions: [ofEmployer] };
export const employerBoothsMissed: Measure = { code: 'employer_booths_missed', dimensions: [ofEmployer] };

/** The employer is, or will be, at the fair. */
export const takesPart: readonly string[] = ['confirmed', 'checked_in', 'completed'];

export interface Booth {
  code: string;
  fair_id: string;
  zone: string;
  class: string;
  status: string;
}

export interface BoothApplication {
  code: string;
  state: string;
  fair_id: string;
  fair_on: LocalDate | null;
  employer_id: string;
  industry_code: string;
  booth_id: string | null;
  postings: number;
  headcount: number;
  checked_in_at: string;
}

const mapBooth = mappingsTo<Booth>();
const map = mappingsTo<BoothApplication>();

type Head = Pick<BoothApplication, 'code' | 'fair_id' | 'fair_on' | 'employer_id' | 'industry_code'> & { to_state: string };

function headOf({ code, to_state, fair_id, fair_on, employer_id, industry_code }: Head): Partial<BoothApplication> {
  return { code, state: to_state, fair_id, fair_on, employer_id, industry_code };
}

function moved(data: Head): { is: Partial<BoothApplication> } {
  return { is: headOf(data) };
}

function placed(data: Head & { booth_id: string }): { is: Partial<BoothApplication> } {
  return { is: { ...headOf(data), booth_id: data.booth_id } };
}

function unplaced(data: Head): { is: Partial<BoothApplication> } {
  return { is: { ...headOf(data), booth_id: null } };
}

export function boothOf(known: Known): Partial<Booth> {
  return latest(logsOf<Booth>(known, 'recruitment.booth')[0]?.log ?? []);
}

export function boothApplicationOf(known: Known): Partial<BoothApplication> {
  return latest(logsOf<BoothApplication>(known, 'recruitment.booth-application')[0]?.log ?? []);
}

export function boothFacts(known: Known): Entry[] {
  const { state = '', fair_id = 'unknown', fair_on, industry_code, employer_id, postings = 0, headcount = 0 } = boothApplicationOf(known);
  const isMissed = state === 'no_show';
  if (!fair_on || !(takesPart.includes(state) || isMissed)) return [];
  const of = { fair: fair_id, industry: sectionOf(industry_code) };
  const employer = { employer: employer_id ?? 'unknown' };
  const whole = [flowEntry(boothsConfirmed, of, fair_on, 1), flowEntry(employerBooths, employer, fair_on, 1)];
  if (isMissed) return [...whole, flowEntry(boothsMissed, of, fair_on, 1), flowEntry(employerBoothsMissed, employer, fair_on, 1)];
  return [
    ...whole,
    flowEntry(boothPostings, of, fair_on, postings),
    flowEntry(boothHeadcount, of, fair_on, headcount),
    ...(state === 'confirmed' ? [] : [flowEntry(boothsCheckedIn, of, fair_on, 1)]),
  ];
}

export const booth: SubjectKind = {
  name: 'recruitment.booth',
  title: { zh: '展位', en: 'Booth' },
  version: 1,
  measures: [],
  mappings: [
    mapBooth(recruitment.BoothAddedV1, ({ code, fair_id, zone, class: of, status }) => ({
      is: { code, fair_id, zone, class: of, status },
    })),
    mapBooth(recruitment.BoothChangedV1, ({ code, zone, class: of }) => ({ is: { code, zone, class: of } })),
    mapBooth(recruitment.BoothStatusChangedV1, ({ to_state }) => ({ is: { status: to_state } })),
  ],
  belongsTo: (known) => boothOf(known).fair_id ?? null,
};

export const boothApplication: SubjectKind = {
  name: 'recruitment.booth-application',
  title: { zh: '展位申请', en: 'Booth application' },
  version: 2,
  measures: [boothsConfirmed, boothsCheckedIn, boothsMissed, boothPostings, boothHeadcount, employerBooths, employerBoothsMissed],
  mappings: [
    map(recruitment.BoothApplicationDraftedV1, moved),
    map(recruitment.BoothApplicationSubmittedV1, (data) => ({
      is: { ...headOf(data), postings: data.posting_ids.length, headcount: data.headcount },
    })),
    map(recruitment.BoothApplicationChangesRequestedV1, moved),
    map(recruitment.BoothApplicationApprovedV1, moved),
    map(recruitment.BoothApplicationRejectedV1, moved),
    map(recruitment.BoothApplicationBoothHeldV1, placed),
    map(recruitment.BoothApplicationHoldExpiredV1, unplaced),
    map(recruitment.BoothApplicationWaitlistedV1, unplaced),
    map(recruitment.BoothApplicationOfferedV1, placed),
    map(recruitment.BoothApplicationOfferExpiredV1, unplaced),
    map(recruitment.BoothApplicationConfirmedV1, placed),
    map(recruitment.BoothApplicationCancelledV1, moved),
    map(recruitment.BoothApplicationCheckedInV1, (data) => ({
      is: { ...headOf(data), booth_id: data.booth_id, checked_in_at: data.at },
    })),
    map(recruitment.BoothApplicationReleasedV1, placed),
    map(recruitment.BoothApplicationCompletedV1, placed),
  ],
  timeline: boothFacts,
  belongsTo: (known) => boothApplicationOf(known).fair_id ?? null,
};
