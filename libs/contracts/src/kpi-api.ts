/** What the KPI API answers: the shapes that reporting gives and the dashboard reads. */

export interface Bilingual {
  zh: string;
  en: string;
}

/** `additive` sums over everything; `semi-additive` is the last value over time; `ratio` is Σ numerator ÷ Σ denominator; `none` cannot be added. */
export type Additivity = 'additive' | 'semi-additive' | 'ratio' | 'none';

export type KpiUnit = 'entities' | 'people' | 'kcny' | 'm2' | 'percent' | 'buildings' | 'apartments' | 'applications' | 'years' | 'seconds';

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';

export interface KpiDimension {
  code: string;
  name: Bilingual;
  /** Names of the values where they are a closed list; open ones (buildings) carry their label in the group. */
  values?: Record<string, Bilingual>;
}

/** `GET /kpis` answers `{ items: KpiDefinition[] }`. */
export interface KpiDefinition {
  code: string;
  name: Bilingual;
  definition: Bilingual;
  formula: string;
  unit: KpiUnit;
  additivity: Additivity;
  /** `instant`: the state at the end of a day. `period`: what fell into [from, to); without from and to the calendar year of as_of up to it. */
  over: 'instant' | 'period';
  dimensions: KpiDimension[];
  version: number;
  sourceEvents: string[];
}

/** One figure, never bare: what it was made from, up to when, and why it is missing where it is. */
export interface KpiFigure {
  /** Percent is 0..100. Null has a reason; it is never a stand-in for 0. */
  value: number | null;
  null_reason: string | null;
  numerator: number | null;
  denominator: number | null;
}

export interface KpiGroup extends KpiFigure {
  key: string;
  label: Bilingual;
}

export interface KpiPoint extends KpiFigure {
  /** First day of the period. */
  from: string;
  /** Day after the last day of the period (half-open). */
  to: string;
}

/** `GET /kpis/{code}?as_of&from&to&grain&group_by&known_at&<dimension>=<value>` */
export interface KpiAnswer extends KpiFigure {
  code: string;
  unit: KpiUnit;
  /** Calendar date in Asia/Shanghai, the last day that counts. */
  as_of: string;
  from: string | null;
  to: string | null;
  /** Answers stay the same for ever for a known_at up to the watermark. Instant, UTC. */
  known_at: string | null;
  /** All that was received up to this instant is counted. Instant, UTC. */
  watermark: string | null;
  definition_version: number;
  /** Share (0..1) of the input that is verified; null where verification does not apply. */
  verified_share: number | null;
  filters: Record<string, string>;
  groups?: KpiGroup[];
  series?: KpiPoint[];
}

export interface KpiFact {
  measure: string;
  dimensions: Record<string, string>;
  effective_on: string;
  recorded_at: string;
  delta: number;
  event: { id: string; type: string; source: string; subject: string; time: string };
}

/** `GET /kpis/{code}/facts?…&side=numerator|denominator&cursor&limit`: newest first; the deltas of all pages add up to `total`. */
export interface KpiFacts {
  code: string;
  side: 'numerator' | 'denominator';
  total: number;
  count: number;
  items: KpiFact[];
  next: string | null;
}

export interface BoardTile extends KpiFigure {
  code: string;
  name: Bilingual;
  unit: KpiUnit;
  as_of: string;
  definition_version: number;
  verified_share: number | null;
  /** The same figure one year earlier; null where there is none. */
  year_before: number | null;
  /** Month ends, oldest first, the last one is as_of. */
  trend: (number | null)[];
}

/** `GET /board`, and each `board` frame of `GET /board/live` (SSE, id = version). */
export interface Board {
  version: number;
  as_of: string;
  watermark: string | null;
  tiles: BoardTile[];
}

/** `GET /buildings`: the schematic plan. */
export interface BuildingOccupancy {
  id: string;
  code: string;
  name: string;
  floors: number;
  gfa_m2: number;
  status: string;
  renovated: boolean;
  rentable_area: number;
  occupied_area: number;
  /** Percent, or null where nothing is rentable. */
  occupancy_rate: number | null;
  expiring_90d_area: number;
}

/** `GET /buildings/{id}/units` answers `{ building: BuildingOccupancy, items: UnitOccupancy[] }`. */
export interface UnitOccupancy {
  id: string;
  code: string;
  floor: number;
  usage: string;
  area_m2: number;
  rentable: boolean;
  status: string;
  occupied_area: number;
  /** End (exclusive) of the lease in force, if one is. */
  lease_end_on: string | null;
  entity_id: string | null;
}

export interface SourceFreshness {
  service: string;
  topic: string;
  events: number;
  last_event_at: string | null;
  last_received_at: string | null;
  /** Messages in the topic that intake has not taken yet. */
  backlog: number;
}

export interface ParkedCount {
  consumer: string;
  parked: number;
  behind: number;
  oldest_at: string | null;
}

export interface ReconciliationCheck {
  code: string;
  name: Bilingual;
  /** What reporting says. */
  reported: number | null;
  /** What an independent recomputation from the services' own APIs says. */
  recomputed: number | null;
  difference: number | null;
  state: 'agrees' | 'break' | 'unreachable';
}

/** `GET /data-quality` */
export interface DataQuality {
  now: string;
  watermark: string | null;
  projection_lag_s: number | null;
  projection_version: number;
  sources: SourceFreshness[];
  parked: ParkedCount[];
  reconciliation: { ran_at: string | null; checks: ReconciliationCheck[] };
}

/** `GET /dashboard-config.json` (no token needed): what the dashboard must know to sign in. */
export interface DashboardConfig {
  park: { code: string; name: Bilingual };
  issuer: string;
  clientId: string;
  scopes: string[];
}

/** The problem document (RFC 9457) of every 4xx and 5xx answer. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  traceId: string;
  errors?: { pointer: string; detail: string }[];
}
