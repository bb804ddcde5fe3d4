/** The answers about what happens at the gatherings of a season: the pitches of a roadshow, the meetings of a matchmaking, and the deals that come of them. */
import { z } from 'zod';
import { dealStates, financingRounds } from './events/deal.ts';
import { matchRequestStates } from './events/match-request.ts';
import { pitchStates } from './events/pitch.ts';
import { applicantKinds, projectSectors } from './events/project.ts';
import { count, date, id, instant, kcny } from './fields.ts';
import { freshness } from './programme-api.ts';

const named = z.string().nullable().describe('Null where no event has told it');

export const pitchEntry = z.object({
  id,
  code: z.string(),
  project_id: id,
  project_name: named,
  sector: z.enum(projectSectors),
  applied_as: z.enum(applicantKinds),
  state: z.enum(pitchStates),
  order: count.nullable().describe('Place in the drawn order, from 1 on'),
  score: z.number().nullable(),
  rank: count.nullable().describe('From 1 on'),
});
export type PitchEntry = z.infer<typeof pitchEntry>;

/** `GET /gatherings/{id}/pitches`: in the drawn order, then those without a place in it. */
export const gatheringPitches = z.object({ ...freshness, items: z.array(pitchEntry) });
export type GatheringPitches = z.infer<typeof gatheringPitches>;

export const meetingEntry = z.object({
  id,
  code: z.string(),
  investor_id: id,
  investor_name: named,
  project_id: id,
  project_name: named,
  sector: z.enum(projectSectors),
  state: z.enum(matchRequestStates),
  table: count.nullable().describe('Null without a place in the schedule'),
  starts_at: instant.nullable(),
  ends_at: instant.nullable().describe('Exclusive'),
});
export type MeetingEntry = z.infer<typeof meetingEntry>;

/** `GET /gatherings/{id}/meetings`: by time and table, then the requests without them. */
export const gatheringMeetings = z.object({ ...freshness, items: z.array(meetingEntry) });
export type GatheringMeetings = z.infer<typeof gatheringMeetings>;

export const dealEntry = z.object({
  id,
  code: z.string(),
  investor_id: id,
  investor_name: named,
  project_id: id,
  project_name: named,
  sector: z.enum(projectSectors),
  gathering_id: id.nullable().describe('The gathering of the meeting or the pitch that it came of'),
  state: z.enum(dealStates),
  stage_since: date.describe('The day on which it reached its stage'),
  amount_kcny: kcny.nullable().describe('千元, thousand CNY; null until it is funded'),
  round: z.enum(financingRounds).nullable(),
  funded_on: date.nullable(),
});
export type DealEntry = z.infer<typeof dealEntry>;

/** `GET /seasons/{id}/deals`: the furthest stage first. */
export const seasonDeals = z.object({ ...freshness, items: z.array(dealEntry) });
export type SeasonDeals = z.infer<typeof seasonDeals>;
