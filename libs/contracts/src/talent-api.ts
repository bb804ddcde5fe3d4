/** The answers about job fairs 招聘会, and about those who apply at them and elsewhere: the shapes that reporting gives and the dashboard reads. */
import { z } from 'zod';
import { bilingual } from './bilingual.ts';
import { code, count, date, id, instant } from './fields.ts';
import { freshness } from './programme-api.ts';
import { boothClasses } from './recruitment/booth.ts';
import { fairStates } from './recruitment/fair.ts';

export const fairSummary = z.object({
  id,
  code,
  name: bilingual.nullable().describe('Of its gathering; null where no event has told it'),
  state: z.enum(fairStates),
  fair_on: date.nullable().describe('Null while it is postponed'),
  gathering_id: id.describe('`GET /gatherings/{id}` has its place, its times and the arrivals of each ten minutes'),
  employers_confirmed: count.describe('Employers whose booth was confirmed and not cancelled'),
  employers_checked_in: count.describe('Of these, those that checked in'),
  booth_no_shows: count.describe('Of these, those that did not by the deadline'),
  postings: count.describe('Of the employers that are confirmed or checked in'),
  headcount: count.describe('People wanted for these postings'),
  report_due_on: date.nullable().describe('The last day for its report to the authority; null before it is closed'),
  is_report_overdue: z.boolean(),
});
export type FairSummary = z.infer<typeof fairSummary>;

/** `GET /fairs`: the newest first. */
export const fairList = z.object({ ...freshness, items: z.array(fairSummary) });
export type FairList = z.infer<typeof fairList>;

/** States of a booth from the draft of the map to the end of the fair. */
export const boothStates = ['free', 'held', 'offered', 'confirmed', 'checked_in', 'missed', 'blocked'] as const;

export const employerAtBooth = z.object({
  id,
  code: z.string(),
  name: z.string().nullable().describe('Null where no event has told it'),
  industry: bilingual,
});
export type EmployerAtBooth = z.infer<typeof employerAtBooth>;

export const fairBooth = z.object({
  id,
  code,
  zone: z.string(),
  class: z.enum(boothClasses),
  state: z
    .enum(boothStates)
    .describe('`held` for a time, `offered` to an employer who waits, `missed`: its employer did not check in, and it is free again'),
  employer: employerAtBooth.nullable().describe('That has it'),
  checked_in_at: instant.nullable(),
  missed_by: employerAtBooth.nullable().describe('That did not check in, also where another employer has it by now'),
});
export type FairBooth = z.infer<typeof fairBooth>;

export const fairIndustry = z.object({
  industry: z.string().describe('GB/T 4754, section letter'),
  name: bilingual,
  employers: count,
  postings: count,
  headcount: count,
});
export type FairIndustry = z.infer<typeof fairIndustry>;

/** From the application to the 90th day of work. */
export const funnelStages = ['submitted', 'screening', 'shortlisted', 'interviewing', 'offered', 'hired', 'started', 'retained'] as const;
const stage = z.enum(funnelStages);
export type FunnelStageCode = z.infer<typeof stage>;

/** `GET /fairs/{id}` */
export const fairAnswer = z.object({
  ...freshness,
  fair: fairSummary,
  waiting: count.describe('Employers on the waiting list for a booth'),
  booths: z.array(fairBooth).describe('By zone and code'),
  industries: z.array(fairIndustry).describe('Of the employers that are confirmed or checked in; the most people first'),
  applications: z.array(z.object({ stage, count })).describe('That the fair brought, by how far they came or further'),
});
export type FairAnswer = z.infer<typeof fairAnswer>;

export const funnelStage = z.object({
  stage,
  count: count.describe('Applications that came so far, or further'),
  of: count
    .nullable()
    .describe('That came as far as the stage before; for `retained` those of them whose 90 days are over; null for the first stage'),
  share: z.number().nullable().describe('count ÷ of, 0..100; null where there is nothing to divide by'),
  median_days: z.number().nullable().describe('Since the application'),
  p90_days: z.number().nullable().describe('Within so many days since the application nine of ten of them came so far'),
});
export type FunnelStage = z.infer<typeof funnelStage>;

/** `GET /talent/funnel?from&to&fair&industry`: of the applications made in the period, how far they have come by now. */
export const talentFunnel = z.object({
  ...freshness,
  from: date,
  to: date.describe('Exclusive'),
  fair: z.string().nullable(),
  industry: z.string().nullable(),
  stages: z.array(funnelStage),
  industries: z
    .array(z.object({ industry: z.string(), name: bilingual, applications: count }))
    .describe('Of all applications of the period and fair, whatever the industry asked for; the most first'),
});
export type TalentFunnel = z.infer<typeof talentFunnel>;

/** From the worst to the best. */
export const employerStandings = ['banned', 'sits_out', 'noted', 'good'] as const;

export const employerStanding = z.object({
  id,
  code,
  name: z.string(),
  industry: bilingual,
  is_resident: z.boolean().describe('A market entity of the park'),
  standing: z
    .enum(employerStandings)
    .describe('`banned` until a day, `sits_out` the next fair, `noted`: no-shows that count, without more for now'),
  no_shows: count.describe('Those that count'),
  sits_out_after: date.nullable().describe('It sits out the first fair after this day; null where it does not, or has'),
  banned_until: date.nullable().describe('Exclusive; null where it is not banned, or not any more'),
  booths: count.describe('Confirmed and not cancelled, at fairs of the last three years'),
  booths_missed: count.describe('Of these, those at which it did not check in'),
});
export type EmployerStanding = z.infer<typeof employerStanding>;

/** `GET /talent/employers`: those verified; banned ones first, then those that sit out, then by their no-shows. */
export const employerStandingList = z.object({ ...freshness, items: z.array(employerStanding) });
export type EmployerStandingList = z.infer<typeof employerStandingList>;
