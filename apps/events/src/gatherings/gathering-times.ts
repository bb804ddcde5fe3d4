/** When a gathering takes place and takes registrations: within its season, not for ever, and planned within three years. */
import { addMonths, dateAt, invalid, requireDay, type DayBound, type LocalDate } from '@park/kernel';

export interface GatheringTimes {
  starts_at: Date;
  /** Exclusive. */
  ends_at: Date;
  registration_from: Date;
  /** Exclusive. */
  registration_to: Date;
}

/** The days of the season that it belongs to. */
export interface SeasonDays {
  starts_on: LocalDate;
  /** Exclusive. */
  ends_on: LocalDate;
}

const longestDays = 31;
/** How far ahead a gathering is planned, and how long before it its registration opens at the earliest. */
const planningMonths = 36;
const dayMs = 86_400_000;

/** Throws `invalid in_past`. */
export function requireAhead({ starts_at }: Pick<GatheringTimes, 'starts_at'>, today: LocalDate): void {
  if (dateAt(starts_at) < today) throw invalid('/starts_at', 'in_past', 'starts_at must not be earlier than today.');
}

/**
 * Throws `invalid day_too_late`, `invalid period_reversed`, `invalid too_long`, `invalid registration_after_end`, `invalid outside_season`.
 */
export function requireTimes(
  { starts_at, ends_at, registration_from, registration_to }: GatheringTimes,
  season: SeasonDays | null,
  today: LocalDate,
): void {
  requireDay('starts_at', dateAt(starts_at), { to: { on: addMonths(today, planningMonths), what: 'three years from today' } });
  if (ends_at <= starts_at) throw invalid('/ends_at', 'period_reversed', 'ends_at must be later than starts_at.');
  if (ends_at.getTime() - starts_at.getTime() > longestDays * dayMs)
    throw invalid('/ends_at', 'too_long', `ends_at must be at most ${longestDays} days after starts_at.`);
  if (registration_to <= registration_from)
    throw invalid('/registration_to', 'period_reversed', 'registration_to must be later than registration_from.');
  if (registration_to > ends_at)
    throw invalid('/registration_to', 'registration_after_end', 'registration_to must not be later than ends_at.');
  if (season === null) return;
  const last = dateAt(new Date(ends_at.getTime() - 1));
  if (dateAt(starts_at) < season.starts_on || last >= season.ends_on)
    throw invalid('/starts_at', 'outside_season', `The season is from ${season.starts_on} to the day before ${season.ends_on}.`);
}

/** Throws `invalid day_too_early`. */
export function requireRegistrationFrom({ registration_from, starts_at }: Pick<GatheringTimes, 'registration_from' | 'starts_at'>): void {
  requireDay('registration_from', dateAt(registration_from), { from: plannedFrom(starts_at) });
}

export function plannedFrom(starts_at: Date): DayBound {
  return { on: addMonths(dateAt(starts_at), -planningMonths), what: 'three years before the gathering' };
}
