/** The lettings as leases signed on paper: what they cost, when they were signed. */
import { createHash } from 'node:crypto';
import { addDays, type LocalDate } from '../../libs/kernel/src/date.ts';
import { rentFen } from '../../libs/kernel/src/money.ts';
import { chanceOf } from './chance.ts';
import type { Letting } from './lettings.ts';
import { earlier } from './story.ts';

export interface LeaseRow {
  code: string;
  entity_uscc: string;
  unit_codes: string;
  start_on: LocalDate;
  end_on: LocalDate;
  cycle: 'month' | 'quarter' | 'half_year' | 'year';
  price_fen_per_m2_day: number;
  rent_free_days: number;
  deposit_fen: number;
  sign_on: LocalDate;
  file_sha256: string;
  ended_on?: LocalDate;
}

const depositDays = 60;

export function leases(lettings: readonly Letting[], openingDay: LocalDate): LeaseRow[] {
  const chance = chanceOf('leases');
  return lettings.map(({ entity, units, startOn, endOn, endedOn }, i) => {
    const code = `LS-P-${String(i + 1).padStart(4, '0')}`;
    const reference = Math.min(...units.map((unit) => unit.ref_price_fen_per_m2_day));
    const discount = chance.weighted([
      [0, 5],
      [0.05, 3],
      [0.1, 2],
      [0.18, 1],
    ] as const);
    const price = Math.max(1, Math.round(reference * (1 - discount)));
    const area = units.reduce((sum, { use_m2 }) => sum + use_m2, 0);
    return {
      code,
      entity_uscc: entity.uscc,
      unit_codes: units.map((unit) => unit.code).join(';'),
      start_on: startOn,
      end_on: endOn,
      cycle: chance.weighted([
        ['quarter', 6],
        ['month', 2],
        ['half_year', 2],
        ['year', 1],
      ] as const),
      price_fen_per_m2_day: price,
      rent_free_days: chance.weighted([
        [0, 6],
        [15, 2],
        [30, 2],
        [60, 1],
        [100, 0.3],
      ] as const),
      deposit_fen: rentFen(area, price, depositDays),
      sign_on: earlier(addDays(startOn, -chance.whole(3, 25)), openingDay),
      file_sha256: createHash('sha256').update(`sample lease ${code}`).digest('hex'),
      ...(endedOn !== null && { ended_on: endedOn }),
    };
  });
}
