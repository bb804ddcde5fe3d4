/** How employers stand with the park: those barred from fairs first. Booths they had and missed stand beside it. */
import { employerStandings, type EmployerStanding } from '@park/contracts';
import { addDays, addMonths, type LocalDate } from '@park/kernel';
import { labelOf } from '../../../kpi/dimension.ts';
import { sumOf, type DayTotal } from '../../../kpi/evaluate.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Span } from '../../../ledger/spans.ts';
import { industry, sectionOf } from '../../industry.ts';
import { employerBooths, employerBoothsMissed } from '../booth.ts';
import { employerOf } from '../employer.ts';
import { fairOf } from '../fair.ts';

const boothYears = 3;

/** Booths are looked back at for so long, and ahead to all that are confirmed. */
export function boothDays(today: LocalDate): Span {
  return { from: addMonths(today, -12 * boothYears), to: addDays(addMonths(today, 12), 1) };
}

export function isVerified(known: Known): boolean {
  return employerOf(known).state === 'verified';
}

/** The days of the fairs that are, or were, held. */
export function daysOfFairs(fairs: Iterable<Known>): LocalDate[] {
  return [...fairs].map(fairOf).flatMap(({ fair_on, state }) => (fair_on && state !== 'cancelled' ? [fair_on] : []));
}

/** `totals`: of booths had and missed, of this employer alone. */
export function standingOf(
  id: string,
  known: Known,
  totals: readonly DayTotal[],
  fairDays: readonly LocalDate[],
  today: LocalDate,
): EmployerStanding {
  const { code = '', name = '', industry_code, is_resident = false, no_shows = 0, sits_out_after, banned_until } = employerOf(known);
  const isBanned = !!banned_until && today < banned_until;
  // It has sat out once another fair took place after that day; on the day of that fair it still does.
  const sitsOut = !!sits_out_after && !fairDays.some((day) => day > sits_out_after && day < today);
  const amount = (measure: string): number => sumOf(totals.filter((row) => row.measure === measure));
  return {
    id,
    code,
    name,
    industry: labelOf(industry, sectionOf(industry_code)),
    is_resident,
    standing: isBanned ? 'banned' : sitsOut ? 'sits_out' : no_shows > 0 ? 'noted' : 'good',
    no_shows,
    sits_out_after: sitsOut ? sits_out_after : null,
    banned_until: isBanned ? banned_until : null,
    booths: amount(employerBooths.code),
    booths_missed: amount(employerBoothsMissed.code),
  };
}

export function worstFirst(a: EmployerStanding, b: EmployerStanding): number {
  const place = ({ standing }: EmployerStanding): number => employerStandings.indexOf(standing);
  return place(a) - place(b) || b.no_shows - a.no_shows || b.booths - a.booths || (a.code < b.code ? -1 : 1);
}
