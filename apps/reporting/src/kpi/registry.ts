/** Every key figure that the park publishes, and which of them stand on the wall. */
import { Refusal } from '@park/kernel';
import { economyKpis } from './economy-kpis.ts';
import { entityKpis } from './entity-kpis.ts';
import { housingKpis } from './housing-kpis.ts';
import type { Kpi } from './kpi.ts';
import { spaceKpis } from './space-kpis.ts';

const projectionLag: Kpi = {
  code: 'projection_lag',
  name: { zh: '数据时延', en: 'Data lag' },
  definition: {
    zh: '现在与水位线之差：水位线之前发布的事件均已计入。不取自账本。',
    en: 'Time since the instant up to which all that was published is counted. Not read from the ledger.',
  },
  formula: 'now − watermark',
  unit: 'seconds',
  version: 1,
  value: null,
};

export const kpis: readonly Kpi[] = [...entityKpis, ...economyKpis, ...spaceKpis, ...housingKpis, projectionLag];

const byCode = new Map(kpis.map((kpi) => [kpi.code, kpi]));

export function kpiOf(code: string): Kpi {
  const kpi = byCode.get(code);
  if (!kpi) throw new Refusal('not-found', 'kpi_not_found', `There is no figure "${code}".`);
  return kpi;
}

/** The board's tiles, in their order: the eight headline figures first. */
export const headlines: readonly Kpi[] = [
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
  'reporting_coverage',
].map(kpiOf);
