/** A posting 岗位: open from day to day with its openings 名额, of which each takes some days to be filled. */
import { recruitment } from '@park/contracts';
import { daysBetween, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, phases, type Change, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Dimensions, type Entry } from '../../ledger/timeline.ts';
import { industry, sectionOf } from '../industry.ts';
import { atFair } from './dimensions.ts';

const dimensions = [atFair, industry];

export const postingsOpen: Measure = { code: 'postings_open', dimensions };
/** Openings of them that nobody fills yet. */
export const headcountOpen: Measure = { code: 'headcount_open', dimensions };
/** Openings filled, on the day; the scale is the days since they were published. */
export const openingsFilled: Measure = { code: 'openings_filled', dimensions, scale: 'days' };

interface Posting {
  code: string;
  state: string;
  title: string;
  fair_id: string | null;
  industry_code: string;
  open: number;
  /** The opening of a fill, and when it was published. */
  filled: number;
  filled_on: LocalDate;
  published_on: LocalDate;
  vacated: number;
}

const map = mappingsTo<Posting>();

type Head = Pick<Posting, 'code' | 'fair_id' | 'industry_code'> & { to_state: string };

function headOf({ code, to_state, fair_id, industry_code }: Head): Partial<Posting> {
  return { code, state: to_state, fair_id, industry_code };
}

function moved(data: Head): { is: Partial<Posting> } {
  return { is: headOf(data) };
}

function counted(data: Head & { open: number }): { is: Partial<Posting> } {
  return { is: { ...headOf(data), open: data.open } };
}

function valuesOf({ fair_id, industry_code }: Partial<Posting>): Dimensions {
  return { fair: fair_id ?? 'none', industry: sectionOf(industry_code) };
}

/** Each opening once, as it was filled last; one that was vacated is not. */
function fills(log: readonly Change<Posting>[]): Partial<Posting>[] {
  const standing = new Map<number, Partial<Posting>>();
  for (const { is } of log) {
    if (is.filled !== undefined) standing.set(is.filled, is);
    if (is.vacated !== undefined) standing.delete(is.vacated);
  }
  return [...standing.values()];
}

export function postingOf(known: Known): Partial<Posting> {
  return latest(logsOf<Posting>(known, 'recruitment.posting')[0]?.log ?? []);
}

function timeline(known: Known): Entry[] {
  return logsOf<Posting>(known, 'recruitment.posting').flatMap(({ log }) => [
    ...phases(log)
      .filter(({ state }) => state.state === 'published')
      .flatMap((phase) => [
        ...stockEntries(postingsOpen, valuesOf(phase.state), [phase], 1),
        ...stockEntries(headcountOpen, valuesOf(phase.state), [phase], phase.state.open ?? 0),
      ]),
    ...fills(log).map((is) =>
      flowEntry(openingsFilled, { ...valuesOf(is), days: String(daysBetween(is.published_on!, is.filled_on!)) }, is.filled_on!, 1),
    ),
  ]);
}

export const posting: SubjectKind = {
  name: 'recruitment.posting',
  title: { zh: '岗位', en: 'Posting' },
  version: 1,
  measures: [postingsOpen, headcountOpen, openingsFilled],
  mappings: [
    map(recruitment.PostingDraftedV1, moved),
    map(recruitment.PostingRevisedV1, moved),
    map(recruitment.PostingSubmittedV1, moved),
    map(recruitment.PostingApprovedV1, moved),
    map(recruitment.PostingRejectedV1, moved),
    map(recruitment.PostingPublishedV1, (data) => ({ is: { ...headOf(data), title: data.title, open: data.open } })),
    map(recruitment.PostingPausedV1, moved),
    map(recruitment.PostingResumedV1, counted),
    map(recruitment.PostingHeadcountChangedV1, counted),
    map(recruitment.PostingOpeningFilledV1, (data) => ({
      on: data.filled_on,
      is: {
        ...headOf(data),
        open: data.open,
        filled: data.opening,
        filled_on: data.filled_on,
        published_on: data.published_on,
      },
    })),
    map(recruitment.PostingOpeningVacatedV1, (data) => ({
      on: data.vacated_on,
      is: { ...headOf(data), open: data.open, vacated: data.opening },
    })),
    map(recruitment.PostingClosedV1, counted),
    map(recruitment.PostingReopenedV1, counted),
    map(recruitment.PostingArchivedV1, moved),
  ],
  timeline,
  belongsTo: (known) => postingOf(known).fair_id ?? null,
};
