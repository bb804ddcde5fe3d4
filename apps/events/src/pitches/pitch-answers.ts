/** A pitch as answers document it. */
import { events } from '@park/contracts';
import { z } from 'zod';

const day = z.iso.date();
const score = z.number();

export const pitchAnswer = z.object({
  id: z.uuid(),
  code: z.string(),
  panel_id: z.uuid(),
  gathering_id: z.uuid(),
  project_id: z.uuid(),
  stage: z.enum(events.projectStages),
  sector: z.enum(events.projectSectors),
  applicant_kind: z.enum(events.applicantKinds),
  amount_sought_kcny: z.int().describe('千元, thousand CNY'),
  state: z.enum(events.pitchStates),
  submitted_on: day.nullable(),
  presented_on: day.nullable(),
  screening_reason: z.string().nullable(),
  vetoed_by: z.uuid().nullable().describe('The expert who vetoed it'),
  earlier_round_score: score.nullable(),
  position: z.int().nullable().describe('Place in the order that was drawn, from 1 on'),
  score: score.nullable(),
  rank: z.int().nullable(),
  n_judges: z.int().nullable().describe('Score sheets that counted'),
  n_conflicts: z.int().nullable(),
  advice_startup_plan: z.string().nullable().describe('创业规划'),
  advice_technical_feasibility: z.string().nullable().describe('技术可行性'),
  advice_enterprise_development: z.string().nullable().describe('企业发展'),
  version: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const pitchPage = z.object({
  items: z.array(pitchAnswer),
  next: z.string().nullable().describe('Cursor of the next page; null on the last one'),
  count: z.int().optional().describe('All that match; only where asked for with count=true'),
});
