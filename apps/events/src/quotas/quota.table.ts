import { aggregateTable, type Listing } from '@park/service-kit';
import type { Quota } from './quota.ts';

export const QuotaTable = aggregateTable<Quota>('quota', {
  gathering_id: { type: 'uuid' },
  name: { type: 'text' },
  capacity: { type: 'integer' },
});

export const quotas: Listing<Quota> = { table: QuotaTable, sorts: ['code', 'created_at', 'updated_at'], search: ['code', 'name'] };
