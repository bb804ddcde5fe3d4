/** The dimensions of housing's measures. */
import type { Dimension } from '../../ledger/measure.ts';
import { bilingual } from '../bilingual.ts';

export const brand: Dimension = {
  code: 'brand',
  name: { zh: '品牌', en: 'Brand' },
  values: bilingual({ hiking: ['Hiking青年驿站', 'Hiking Youth Hostel'], xihai: ['嘻嗨公寓', 'Xihai Apartments'] }),
};

export const product: Dimension = {
  code: 'product',
  name: { zh: '产品', en: 'Product' },
  values: bilingual({ short_stay: ['短住', 'Short stay'], long_let: ['长租', 'Long let'] }),
};
