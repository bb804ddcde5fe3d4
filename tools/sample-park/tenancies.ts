/** The tenancies of the talent apartments: long lets of homes and shared rooms, and short stays in some of the hostel's rooms. */
import { createHash } from 'node:crypto';
import { addDays, addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import type { ApartmentRow } from './apartments.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { MarketEntity } from './market-entities.ts';
import { bornToBe, people, type Person } from './persons.ts';
import type { Story } from './story.ts';

export interface TenancyRow extends Person {
  apartment_code: string;
  bed?: number;
  product: 'short_stay' | 'long_let';
  employer_uscc?: string;
  start_on: LocalDate;
  /** Exclusive. */
  end_on: LocalDate;
  checked_in_on: LocalDate;
  occupants: number;
  keys: number;
  photos: number;
  water_m3: number;
  electricity_kwh: number;
  rent_fen_per_month: number;
  discount_pct: number;
  deposit_fen: number;
  contract_sha256: string;
  closed_on?: LocalDate;
  deductions_fen?: number;
}

/** Rooms of the hostel that take guests for some nights; all the others are let for months. */
const shortStayRooms = 7;
const freeNights = 7;

export function tenancies(story: Story, apartments: readonly ApartmentRow[], entities: readonly MarketEntity[]): TenancyRow[] {
  const chance = chanceOf('tenancies');
  const someone = people(chance, 0);
  const employers = entities.filter(({ kind, movedInOn }) => kind !== 'service_platform' && movedInOn !== null);
  const guestRooms = new Set(
    apartments.filter(({ brand, allocatable_as }) => brand === 'hiking' && allocatable_as === 'bed').slice(0, shortStayRooms),
  );
  return apartments
    .flatMap((apartment) => {
      const beds = apartment.allocatable_as === 'bed' ? Array.from({ length: apartment.beds }, (_, i) => i + 1) : [undefined];
      const let_ = guestRooms.has(apartment) ? shortStays : longLets;
      return beds.flatMap((bed) => let_({ story, apartment, bed, someone, employers, chance }));
    })
    .sort((a, b) => (a.start_on < b.start_on ? -1 : a.start_on > b.start_on ? 1 : 0));
}

interface Home {
  story: Story;
  apartment: ApartmentRow;
  bed: number | undefined;
  someone: (bornAbout: LocalDate) => Person;
  employers: readonly MarketEntity[];
  chance: Chance;
}

/** One after the other; two in three stay on when their term ends. */
function longLets(home: Home): TenancyRow[] {
  const {
    story: { openingDay },
    apartment,
    bed,
    someone,
    employers,
    chance,
  } = home;
  const lets: TenancyRow[] = [];
  let start = addDays(apartment.added_on, chance.whole(3, 100));
  let tenant: (Person & { employer_uscc?: string }) | null = null;
  while (start <= openingDay) {
    tenant ??= { ...someone(bornToBe(chance.whole(22, 34), openingDay)), ...employerOf(employers, start, chance) };
    const end = addMonths(
      start,
      chance.weighted([
        [6, 3],
        [12, 6],
        [24, 1],
      ] as const),
    );
    const leavesEarly = chance.happens(0.2);
    const leaves = leavesEarly ? addDays(start, chance.whole(40, 150)) : end;
    const rent = Math.round(apartment.area_m2 * (bed === undefined ? 26 : 26 / apartment.beds)) * 100;
    const discount_pct = chance.weighted([
      [0, 5],
      [20, 2],
      [30, 1],
    ] as const);
    const isOver = leaves <= openingDay;
    const occupants = bed === undefined && apartment.beds > 1 && chance.happens(0.55) ? 2 : 1;
    lets.push({
      ...tenant,
      ...letting(home, 'long_let', start, end, isOver ? leaves : null),
      occupants,
      rent_fen_per_month: rent,
      discount_pct,
      deposit_fen: rent,
      ...(isOver && { deductions_fen: chance.happens(0.15) ? chance.whole(50, 600) * 100 : 0 }),
    });
    const staysOn = !leavesEarly && chance.happens(0.66);
    if (!staysOn) tenant = null;
    start = staysOn ? leaves : addDays(leaves, chance.whole(8, 95));
  }
  return lets;
}

function shortStays(home: Home): TenancyRow[] {
  const {
    story: { openingDay },
    apartment,
    someone,
    chance,
  } = home;
  const stays: TenancyRow[] = [];
  let start = addDays(apartment.added_on, chance.whole(2, 20));
  while (start <= openingDay) {
    const end = addDays(start, chance.whole(2, freeNights));
    const guest = someone(bornToBe(chance.whole(21, 26), openingDay));
    stays.push({
      ...guest,
      ...letting(home, 'short_stay', start, end, end <= openingDay ? end : null),
      occupants: 1,
      rent_fen_per_month: 0,
      discount_pct: 0,
      deposit_fen: 20_000,
    });
    start = addDays(end, chance.whole(1, 16));
  }
  return stays;
}

function letting(
  { apartment, bed, chance }: Home,
  product: TenancyRow['product'],
  start_on: LocalDate,
  end_on: LocalDate,
  closed_on: LocalDate | null,
) {
  return {
    apartment_code: apartment.code,
    ...(bed !== undefined && { bed }),
    product,
    start_on,
    end_on,
    checked_in_on: start_on,
    keys: chance.whole(1, 3),
    photos: chance.whole(4, 12),
    water_m3: chance.whole(100, 9_000) / 10,
    electricity_kwh: chance.whole(1_000, 60_000) / 10,
    contract_sha256: createHash('sha256')
      .update(`sample tenancy ${apartment.code} ${bed ?? ''} ${start_on}`)
      .digest('hex'),
    ...(closed_on !== null && { closed_on }),
  };
}

/** Most work in the park; an employer who leaves later has its people looked at again. */
function employerOf(employers: readonly MarketEntity[], day: LocalDate, chance: Chance): { employer_uscc?: string } {
  if (chance.happens(0.2)) return {};
  const some = Array.from({ length: 12 }, () => chance.pick(employers));
  const here = some.find(({ movedInOn, departedOn }) => movedInOn! <= day && (departedOn === null || departedOn > day));
  return here ? { employer_uscc: here.uscc } : {};
}
