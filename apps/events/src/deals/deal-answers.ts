/** The answers of the deals' routes that are not one deal alone. */
import { events } from '@park/contracts';
import { z } from 'zod';

const day = z.iso.date();

const deal = z.object({
  id: z.uuid(),
  code: z.string(),
  investor_id: z.uuid(),
  project_id: z.uuid(),
  entity_id: z.uuid().nullable(),
  sector: z.enum(events.projectSectors),
  match_request_id: z.uuid().nullable(),
  pitch_id: z.uuid().nullable(),
  met_on: day.nullable(),
  gathering_id: z.uuid().nullable(),
  season_id: z.uuid().nullable(),
  state: z.enum(events.dealStates),
  opened_on: day,
  stage_since: day.describe('The day of its present stage'),
  amount_kcny: z.int().nullable().describe('千元, thousand CNY'),
  round: z.enum(events.financingRounds).nullable(),
  funded_on: day.nullable(),
  evidence_sha256: z.string().nullable(),
  evidence_file_name: z.string().nullable(),
  version: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

const sums = z.object({
  deals: z.int(),
  funded: z.int().describe('Deals that are funded'),
  funded_kcny: z.int().describe('千元, thousand CNY'),
});
export type DealSums = z.infer<typeof sums>;

export const dealsPage = z.object({
  items: z.array(deal),
  next: z.string().nullable().describe('Cursor of the next page; null on the last one'),
  count: z.int().optional().describe('All that match; only where asked for with count=true'),
  sums: sums.optional().describe('Of all deals of the project; only where project_id is asked for'),
});
