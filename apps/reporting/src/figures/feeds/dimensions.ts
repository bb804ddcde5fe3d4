/** The dimensions of the measures of feeds. */
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';

export const doorKind: Dimension = {
  code: 'door',
  name: { zh: '通道', en: 'Door' },
  values: bilingual({
    pull: ['拉取', 'Pages'],
    sse: ['实时流', 'Server-sent events'],
    webhook: ['推送', 'Webhooks'],
  }),
};
