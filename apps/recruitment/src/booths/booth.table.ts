import { aggregateTable, type Listing } from '@park/service-kit';
import type { Booth } from './booth.ts';

export const BoothTable = aggregateTable<Booth>('booth', {
  fair_id: { type: 'uuid' },
  zone: { type: 'text' },
  class: { type: 'text' },
  power_w: { type: 'integer' },
  size_m2: { type: 'numeric' },
  status: { type: 'text' },
});

/** An employer's token sees the booths of fairs that were filed. A row says nothing of employers. */
export const booths: Listing<Booth> = {
  table: BoothTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code', 'zone'],
  own: `exists (select from fair f where f.id = fair_id and f.state <> 'draft')`,
};
