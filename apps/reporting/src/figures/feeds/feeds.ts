/** Everything that reporting counts of feeds. Nothing is recounted: the service counts what waits now, reporting what the last summaries say. */
import type { ServiceFigures } from '../../kpi/figures.ts';
import { doorHour } from './door-hour.ts';
import { doorKpis } from './door-kpis.ts';

export const feeds: ServiceFigures = { service: 'feeds', kinds: [doorHour], kpis: doorKpis, recounted: [] };
