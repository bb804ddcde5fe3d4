/** The job fair of the opening day: filed, with its booths and the employers that come. */
import { addDays, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Employer } from './employers.ts';
import { at, fairGathering } from './gatherings.ts';
import type { PostingRow } from './postings.ts';
import type { Story } from './story.ts';

export const fairCode = 'QCJ-FAIR';

export interface FairRow {
  code: string;
  gathering_code: string;
  filing_no: string;
  filed_on: LocalDate;
  employer_registration_from: string;
  booth_selection_from: string;
  candidate_registration_from: string;
  check_in_until: string;
}

export interface BoothRow {
  fair_code: string;
  code: string;
  zone: string;
  class: 'standard' | 'vip' | 'strategic';
  power_w: number;
  size_m2: number;
}

export interface BoothApplicationRow {
  fair_code: string;
  employer_uscc: string;
  booth_code: string;
  state: 'completed' | 'no_show' | 'confirmed';
  posting_codes: string;
  submitted_at: string;
  confirmed_at: string;
  checked_in_at?: string;
}

const opens = 9 * 60;
const deadline = 9 * 60 + 30;

export function fairs({ openingDay }: Story): FairRow[] {
  return [
    {
      code: fairCode,
      gathering_code: fairGathering,
      filing_no: '青西人社备〔样〕7号',
      filed_on: addDays(openingDay, -24),
      employer_registration_from: at(addDays(openingDay, -21), 9 * 60),
      booth_selection_from: at(addDays(openingDay, -14), 9 * 60),
      candidate_registration_from: at(addDays(openingDay, -7), 9 * 60),
      check_in_until: at(openingDay, deadline),
    },
  ];
}

const zones: readonly (readonly [zone: string, count: number, of: BoothRow['class']])[] = [
  ['A', 6, 'strategic'],
  ['B', 10, 'vip'],
  ['C', 13, 'standard'],
  ['D', 13, 'standard'],
];
const fitting: Record<BoothRow['class'], Pick<BoothRow, 'power_w' | 'size_m2'>> = {
  strategic: { power_w: 2_000, size_m2: 18 },
  vip: { power_w: 1_000, size_m2: 12 },
  standard: { power_w: 500, size_m2: 9 },
};

export function booths(): BoothRow[] {
  return zones.flatMap(([zone, count, of]) =>
    Array.from({ length: count }, (_, i) => ({
      fair_code: fairCode,
      code: `${zone}-${String(i + 1).padStart(2, '0')}`,
      zone,
      class: of,
      ...fitting[of],
    })),
  );
}

/** The largest ones in the first zone. The last one waited, and has the booth that the first of those who did not come lost. */
export function boothApplications(
  { openingDay }: Story,
  map: readonly BoothRow[],
  employers: readonly Employer[],
  postings: readonly PostingRow[],
): BoothApplicationRow[] {
  const chance = chanceOf('booths');
  const coming = employers.filter(({ atFair }) => atFair === 'there' || atFair === 'no_show');
  const places = new Map([...coming].sort((a, b) => b.size - a.size).map((employer, i) => [employer, map[i]!.code]));
  const lost = places.get(coming.find(({ atFair }) => atFair === 'no_show')!)!;
  return employers
    .filter(({ atFair }) => atFair !== null)
    .map((employer) => {
      const { row, atFair } = employer;
      const own = postings.filter(({ employer_uscc, fair_code }) => employer_uscc === row.uscc && fair_code === fairCode);
      const submitted = addDays(openingDay, -chance.whole(15, 20));
      const base = {
        fair_code: fairCode,
        employer_uscc: row.uscc,
        booth_code: places.get(employer) ?? lost,
        posting_codes: own.map(({ code }) => code).join(';'),
        submitted_at: at(submitted, chance.whole(9 * 60, 17 * 60)),
        confirmed_at: at(addDays(openingDay, -chance.whole(8, 13)), chance.whole(9 * 60, 17 * 60)),
      };
      if (atFair === 'no_show') return { ...base, state: 'no_show' as const };
      if (atFair === 'there') return { ...base, state: 'completed' as const, checked_in_at: at(openingDay, arrival(chance)) };
      return {
        ...base,
        state: 'completed' as const,
        confirmed_at: at(openingDay, deadline + 12),
        checked_in_at: at(openingDay, deadline + 55),
      };
    });
}

function arrival(chance: Chance): number {
  return chance.whole(opens - 70, deadline - 3);
}
