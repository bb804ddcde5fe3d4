/** Every figure that the park publishes, collected from the services, and those that stand on the wall. */
import { figuresOf } from '../kpi/figures.ts';
import { alliance } from './alliance/alliance.ts';
import { events } from './events/events.ts';
import { feeds } from './feeds/feeds.ts';
import { housing } from './housing/housing.ts';
import { recruitment } from './recruitment/recruitment.ts';
import { reporting } from './reporting/reporting.ts';
import { tenants } from './tenants/tenants.ts';

export const figures = figuresOf([tenants, housing, events, recruitment, alliance, feeds, reporting]);

/** The board's tiles, in their order: the eight headline figures first. */
export const headlines = [
  'market_entities_stock',
  'tech_firms_stock',
  'employment_total',
  'economic_contribution',
  'buildings_renovated',
  'indoor_area_renovated',
  'outdoor_area_renewed',
  'housing_units_supply',
  'occupancy_rate',
  'wale',
  'expiring_90d_share',
  'housing_occupancy',
  'housing_waiting',
  'gatherings_held',
  'participants',
  'show_rate',
  'financing_total',
  'hires_started',
  'hires_retained_90d',
  'postings_open',
  'employers_at_fair',
  'reporting_coverage',
].map((code) => figures.kpiOf(code));
