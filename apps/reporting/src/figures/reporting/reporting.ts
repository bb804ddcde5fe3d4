/** The figures of reporting itself. */
import type { ServiceFigures } from '../../kpi/figures.ts';

export const reporting: ServiceFigures = {
  service: 'reporting',
  kinds: [],
  kpis: [
    {
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
    },
  ],
  recounted: [],
};
