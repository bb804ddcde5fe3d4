/** Everything that reporting counts of housing. */
import type { ServiceFigures } from '../../kpi/figures.ts';
import { apartment } from './apartment.ts';
import { application } from './application.ts';
import { housingKpis } from './housing-kpis.ts';
import { tenancy } from './tenancy.ts';

export const housing: ServiceFigures = {
  service: 'housing',
  kinds: [apartment, tenancy, application],
  kpis: housingKpis,
  recounted: ['housing_units_supply', 'housing_units_occupied', 'housing_waiting'],
};
