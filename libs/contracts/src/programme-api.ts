/** The answers about the seasons 活动季 and their gatherings: the shapes that reporting gives and the dashboard reads. */
import { z } from 'zod';
import { bilingual } from './bilingual.ts';
import { gatheringStates, gatheringTypes } from './events/gathering.ts';
import { seasonStates } from './events/season.ts';
import { count, date, id, instant } from './fields.ts';

/** Of every answer: how new it is. */
export const freshness = {
  as_of: date.describe('Today in the park'),
  watermark: instant.nullable().describe('All that was received up to this instant is counted'),
  deriving: z.boolean().describe('Something of it is derived anew; until that is done it is what it was at the watermark'),
};

const percent = z.number().nullable();

/** An item of `GET /seasons`. */
export const seasonSummary = z.object({
  id: z.string().describe('UUID; `none` holds the gatherings outside of a season, of the twelve months before and after today'),
  code: z.string().nullable(),
  name: bilingual,
  state: z.enum(seasonStates).nullable(),
  starts_on: date,
  ends_on: date.describe('Exclusive'),
  gatherings: count.describe('That take place or took place'),
  held: count.describe('That have ended'),
  capacity: count.describe('Places of those that take place or took place'),
  confirmed: count.describe('Places confirmed'),
  attended: count.describe('Places that came'),
});
export type SeasonSummary = z.infer<typeof seasonSummary>;

export const gatheringSummary = z.object({
  id,
  code: z.string(),
  name: bilingual,
  type: z.enum(gatheringTypes),
  venue: z.string(),
  on: date.nullable().describe('The park’s date on which it begins; null while it is postponed'),
  starts_at: instant,
  ends_at: instant,
  state: z.enum(gatheringStates),
  capacity: count.describe('Places'),
  confirmed: count.describe('Places of registrations that are, or were until the end, confirmed'),
  waiting: count.describe('Registrations on the waiting list'),
  attended: count.describe('Confirmed places with a check-in'),
  show_rate: percent.describe('attended ÷ confirmed, 0..100; null before it begins, and where nothing was confirmed'),
  fill_rate: percent.describe('confirmed ÷ capacity, 0..100; null where it has no places'),
});
export type GatheringSummary = z.infer<typeof gatheringSummary>;

export const seasonDay = z.object({ day: date, arrivals: count.describe('Places that came in, each registration once a day') });
export type SeasonDay = z.infer<typeof seasonDay>;

/** `GET /seasons/{id}`: its gatherings in the order of their time. */
export const seasonProgramme = z.object({
  ...freshness,
  season: seasonSummary,
  days: z.array(seasonDay).describe('The days on which anybody came'),
  items: z.array(gatheringSummary),
});
export type SeasonProgramme = z.infer<typeof seasonProgramme>;

export const arrivalDay = z.object({
  day: date,
  arrivals: count,
  slots: z.array(
    z.object({
      ten_minutes: count.max(143).describe('Of the park’s day: 0 is 00:00 to 00:10, 143 is 23:50 to 24:00'),
      arrivals: count.describe('Places that came in for the first time on the day'),
    }),
  ),
});
export type ArrivalDay = z.infer<typeof arrivalDay>;

/** `GET /gatherings/{id}` */
export const gatheringAnswer = z.object({
  ...freshness,
  gathering: gatheringSummary,
  season: z.object({ id, code: z.string(), name: bilingual }).nullable(),
  days: z.array(arrivalDay).describe('The days on which anybody came, with the ten minutes in which somebody did'),
});
export type GatheringAnswer = z.infer<typeof gatheringAnswer>;
