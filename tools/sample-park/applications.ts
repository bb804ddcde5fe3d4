/** The applications for a talent apartment: waiting, under review, found eligible, or refused. */
import { addDays, addMonths, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { MarketEntity } from './market-entities.ts';
import { bornToBe, people, type Person } from './persons.ts';
import { earlier, type Story } from './story.ts';

export interface ApplicationRow extends Person {
  product: 'short_stay' | 'long_let';
  brand_preference: string;
  employer_uscc?: string;
  requested_start: LocalDate;
  household_size: number;
  degree: 'none' | 'secondary' | 'associate' | 'bachelor' | 'master' | 'doctor';
  graduated_on: LocalDate;
  social_insurance: boolean;
  owns_home: boolean;
  other_housing_benefit: boolean;
  submitted_on: LocalDate;
  decided_on?: LocalDate;
  reviewed_by?: string;
  waitlisted_on?: LocalDate;
}

type Fate = 'waiting' | 'under_review' | 'eligible' | 'refused';

const counts: readonly (readonly [Fate, number])[] = [
  ['waiting', 58],
  ['under_review', 14],
  ['eligible', 9],
  ['refused', 23],
];
const shortStays = 0.2;
/** The other kinds of people have the serials below. */
const firstSerial = 50_000;
/** Eligibility holds for twelve months: who waits was found eligible within them. */
const oldestDays = 300;

export function applications(story: Story, entities: readonly MarketEntity[]): ApplicationRow[] {
  const chance = chanceOf('applications');
  const someone = people(chance, firstSerial);
  const employers = entities.filter(
    ({ kind, movedInOn, departedOn }) => kind !== 'service_platform' && movedInOn !== null && departedOn === null,
  );
  return counts
    .flatMap(([fate, count]) =>
      Array.from({ length: count }, () => application(fate, story.openingDay, someone, chance.pick(employers), chance)),
    )
    .sort((a, b) => (a.submitted_on < b.submitted_on ? -1 : a.submitted_on > b.submitted_on ? 1 : 0));
}

function application(
  fate: Fate,
  openingDay: LocalDate,
  someone: (bornAbout: LocalDate) => Person,
  employer: MarketEntity,
  chance: Chance,
): ApplicationRow {
  const isShort = chance.happens(shortStays);
  const daysAgo =
    fate === 'under_review'
      ? chance.whole(0, 12)
      : fate === 'eligible'
        ? chance.whole(15, 30)
        : Math.round(15 + oldestDays * chance.next() ** 2);
  const submitted_on = addDays(openingDay, -daysAgo);
  return {
    ...someone(bornToBe(isShort ? chance.whole(21, 25) : chance.whole(22, 36), openingDay)),
    product: isShort ? 'short_stay' : 'long_let',
    brand_preference: chance.weighted([
      ['', 4],
      ['hiking', 2],
      ['xihai', 3],
      ['hiking;xihai', 1],
    ] as const),
    ...(!isShort && { employer_uscc: employer.uscc }),
    requested_start: addDays(openingDay, chance.whole(3, 90)),
    household_size: isShort
      ? 1
      : chance.weighted([
          [1, 6],
          [2, 3],
          [3, 1],
        ] as const),
    degree: chance.weighted([
      ['bachelor', 6],
      ['master', 3],
      ['doctor', 0.5],
    ] as const),
    graduated_on: addMonths(submitted_on, isShort ? chance.whole(-18, 8) : -chance.whole(4, 90)),
    social_insurance: !isShort,
    owns_home: false,
    other_housing_benefit: false,
    submitted_on,
    ...(fate === 'refused' && shortcoming(chance)),
    ...(fate !== 'under_review' && decision(fate, submitted_on, openingDay, chance)),
  };
}

function shortcoming(chance: Chance): Partial<ApplicationRow> {
  return chance.weighted([
    [{ owns_home: true }, 4],
    [{ other_housing_benefit: true }, 3],
    [{ degree: 'secondary' as const }, 3],
  ] as const);
}

function decision(fate: Fate, submitted_on: LocalDate, openingDay: LocalDate, chance: Chance): Partial<ApplicationRow> {
  const decided_on = earlier(addDays(submitted_on, chance.whole(2, 12)), openingDay);
  const waited = chance.whole(0, Math.min(5, daysBetween(decided_on, openingDay)));
  return { decided_on, reviewed_by: 'housing-desk', ...(fate === 'waiting' && { waitlisted_on: addDays(decided_on, waited) }) };
}
