/** A word on the sample park's opening day where it lies far back: the board is of today, and the story ended long ago. */
import { addDays, dateAt, type LocalDate } from '../../libs/kernel/src/date.ts';

/** Reports, qualifications and leases of the story last longer than this. */
const looksAliveForDays = 90;

export function whereToLook(dashboard: string, openingDay: LocalDate, now: Date): string | undefined {
  if (addDays(openingDay, looksAliveForDays) >= dateAt(now)) return undefined;
  return [
    `  The sample park's story ends on its opening day, ${openingDay}: of it today's board shows only what has not ended since.`,
    `  As it was on that day: ${dashboard}/figures/market_entities_stock?as_of=${openingDay} (as_of works on every figure’s page, and on /space).`,
    '',
  ].join('\n');
}
