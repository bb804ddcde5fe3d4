/** The answers of the KPI API: the shapes that reporting gives, documents and the dashboard reads. */
import { z } from 'zod';
import { bilingual } from './bilingual.ts';
import { count, date, id, instant } from './fields.ts';

export const additivity = z
  .enum(['additive', 'semi-additive', 'ratio', 'none'])
  .describe(
    '`additive` sums over everything; `semi-additive` is the last value over time; `ratio` is Σ numerator ÷ Σ denominator; `none` cannot be added',
  );
export type Additivity = z.infer<typeof additivity>;

export const kpiUnit = z.enum([
  'entities',
  'people',
  'kcny',
  'm2',
  'percent',
  'buildings',
  'apartments',
  'applications',
  'gatherings',
  'registrations',
  'visits',
  'projects',
  'meetings',
  'postings',
  'offers',
  'organisations',
  'activities',
  'needs',
  'tasks',
  'events',
  'years',
  'days',
  'seconds',
]);
export type KpiUnit = z.infer<typeof kpiUnit>;

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';

export const kpiDimension = z.object({
  code: z.string(),
  name: bilingual,
  values: z
    .record(z.string(), bilingual)
    .optional()
    .describe('Names of the values where they are a closed list; open ones (buildings) carry their label in the group'),
});
export type KpiDimension = z.infer<typeof kpiDimension>;

/** An item of `GET /kpis`. */
export const kpiDefinition = z.object({
  code: z.string(),
  name: bilingual,
  definition: bilingual,
  formula: z.string(),
  unit: kpiUnit,
  times: z.number().describe('What numerator ÷ denominator is multiplied by to give the unit: 100 for percent'),
  additivity,
  over: z
    .enum(['instant', 'period'])
    .describe(
      '`instant`: the state at the end of a day. `period`: what fell into [from, to); without from and to the calendar year of as_of up to it',
    ),
  dimensions: z.array(kpiDimension),
  version: count,
  sourceEvents: z.array(z.string()),
});
export type KpiDefinition = z.infer<typeof kpiDefinition>;

/** One figure, never bare: what it was made from, up to when, and why it is missing where it is. */
export const kpiFigure = z.object({
  value: z.number().nullable().describe('Percent is 0..100. Null has a reason; it is never a stand-in for 0'),
  null_reason: z.string().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable().describe('Of a ratio; of a median or percentile the number of values'),
});
export type KpiFigure = z.infer<typeof kpiFigure>;

export const kpiGroup = kpiFigure.extend({ key: z.string(), label: bilingual });
export type KpiGroup = z.infer<typeof kpiGroup>;

export const kpiPoint = kpiFigure.extend({
  from: date.describe('First day of the period'),
  to: date.describe('Day after the last day of the period (half-open)'),
});
export type KpiPoint = z.infer<typeof kpiPoint>;

/** `GET /kpis/{code}?as_of&from&to&grain&group_by&known_at&<dimension>=<value>` */
export const kpiAnswer = kpiFigure.extend({
  code: z.string(),
  unit: kpiUnit,
  as_of: date.describe('Calendar date in Asia/Shanghai, the last day that counts'),
  from: date.nullable(),
  to: date.nullable(),
  known_at: instant.nullable().describe('Answers stay the same for ever for a known_at up to the watermark'),
  watermark: instant.nullable().describe('All that was received up to this instant is counted'),
  deriving: z.boolean().describe('Its facts are being derived anew: until that is done it is what it was at the watermark'),
  definition_version: count,
  verified_share: z.number().nullable().describe('Share (0..1) of the input that is verified; null where verification does not apply'),
  filters: z.record(z.string(), z.string()),
  groups: z.array(kpiGroup).optional(),
  series: z.array(kpiPoint).optional(),
});
export type KpiAnswer = z.infer<typeof kpiAnswer>;

export const kpiFact = z.object({
  measure: z.string(),
  dimensions: z.record(z.string(), z.string()),
  effective_on: date,
  recorded_at: instant,
  delta: z.number(),
  event: z.object({
    id: z.string(),
    type: z.string(),
    title: bilingual,
    source: z.string(),
    subject: z.string(),
    code: z.string().nullable().describe('Human-readable code of the record that the event is about'),
    time: instant,
  }),
});
export type KpiFact = z.infer<typeof kpiFact>;

/** `GET /kpis/{code}/facts?…&side=numerator|denominator&cursor&limit`: newest first; the deltas of all pages add up to `total`, of a median the number of values. */
export const kpiFacts = z.object({
  code: z.string(),
  side: z.enum(['numerator', 'denominator']),
  total: z.number(),
  count,
  items: z.array(kpiFact),
  next: z.string().nullable(),
});
export type KpiFacts = z.infer<typeof kpiFacts>;

export const boardTile = kpiFigure.extend({
  code: z.string(),
  name: bilingual,
  unit: kpiUnit,
  as_of: date,
  definition_version: count,
  verified_share: z.number().nullable(),
  year_before: z.number().nullable().describe('The same figure one year earlier; null where there is none'),
  trend: z.array(z.number().nullable()).describe('Month ends, oldest first, the last one is as_of'),
});
export type BoardTile = z.infer<typeof boardTile>;

/** `GET /board`, and each `board` frame of `GET /board/live` (SSE, id = version). */
export const board = z.object({ version: count, as_of: date, watermark: instant.nullable(), tiles: z.array(boardTile) });
export type Board = z.infer<typeof board>;

/** An item of `GET /buildings`: the schematic plan. */
export const buildingOccupancy = z.object({
  id,
  code: z.string(),
  name: z.string(),
  floors: z.number(),
  gfa_m2: z.number(),
  status: z.string(),
  renovated: z.boolean(),
  rentable_area: z.number(),
  occupied_area: z.number(),
  occupancy_rate: z.number().nullable().describe('Percent, or null where nothing is rentable'),
  expiring_90d_area: z.number(),
});
export type BuildingOccupancy = z.infer<typeof buildingOccupancy>;

/** `GET /buildings/{id}/units` answers `{ building: BuildingOccupancy, items: UnitOccupancy[] }`. */
export const unitOccupancy = z.object({
  id,
  code: z.string(),
  floor: z.number(),
  usage: z.string(),
  area_m2: z.number(),
  rentable: z.boolean(),
  status: z.string(),
  occupied_area: z.number(),
  lease_end_on: date.nullable().describe('End (exclusive) of the lease in force, if one is'),
  lease_code: z.string().nullable().describe('Of the lease in force: for the park’s operator'),
  entity_id: id.nullable().describe('Whose lease it is: for the park’s operator'),
});
export type UnitOccupancy = z.infer<typeof unitOccupancy>;

export const sourceFreshness = z.object({
  service: z.string(),
  title: bilingual.describe('Of the service'),
  topic: z.string(),
  events: count,
  last_event_at: instant.nullable(),
  last_received_at: instant.nullable(),
  backlog: count.describe('Messages in the topic that intake has not taken yet'),
});
export type SourceFreshness = z.infer<typeof sourceFreshness>;

/** `GET /parked/count` of a service that listens. */
export const waitingCount = z.object({ total: count, parked: count, behind: count, oldest_at: instant.nullable() });
export type WaitingCount = z.infer<typeof waitingCount>;

export const parkedCount = z.object({
  consumer: z.string(),
  title: bilingual.describe('Of the service'),
  parked: count.nullable().describe('Null where the service does not answer'),
  behind: count.nullable(),
  oldest_at: instant.nullable(),
});
export type ParkedCount = z.infer<typeof parkedCount>;

/** `GET /figures?as_of` of a service that publishes: what it counts from its own records. */
export const serviceFigures = z.object({
  as_of: date,
  items: z.array(
    z.object({
      code: z.string(),
      value: z.number().nullable().describe('Null where there is nothing to count'),
      other: z.number().nullable().describe('What another record of the same service says, where it compares two'),
    }),
  ),
});
export type ServiceFigures = z.infer<typeof serviceFigures>;

export const reconciliationCheck = z.object({
  code: z.string(),
  is_figure: z.boolean().describe('False where the service compares two of its own records, which is no figure of `GET /kpis`'),
  name: bilingual,
  unit: kpiUnit,
  reported: z.number().nullable().describe('What reporting says'),
  recomputed: z.number().nullable().describe('What the service counts from its own records'),
  difference: z.number().nullable(),
  state: z.enum(['agrees', 'break', 'unreachable']),
});
export type ReconciliationCheck = z.infer<typeof reconciliationCheck>;

export const derivation = z.object({
  kind: z.string().describe('Kind of subject whose facts are derived anew'),
  version: count.describe('Of the definition'),
  done: z.number().describe('Share (0..1) of the journal'),
  figures: z.array(z.string()).describe('Codes of the figures that are read from it'),
});
export type Derivation = z.infer<typeof derivation>;

/** `GET /data-quality` */
export const dataQuality = z.object({
  now: instant,
  watermark: instant.nullable(),
  projection_lag_s: z.number().nullable(),
  deriving: z.array(derivation).describe('What is being derived anew; its figures are answered meanwhile, and say so'),
  sources: z.array(sourceFreshness),
  parked: z.array(parkedCount),
  reconciliation: z.object({ ran_at: instant.nullable(), checks: z.array(reconciliationCheck) }),
});
export type DataQuality = z.infer<typeof dataQuality>;

/** `GET /dashboard-config.json` (no token needed): what the dashboard must know to sign in. */
export const dashboardConfig = z.object({
  park: z.object({ code: z.string(), name: bilingual }),
  issuer: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
});
export type DashboardConfig = z.infer<typeof dashboardConfig>;
