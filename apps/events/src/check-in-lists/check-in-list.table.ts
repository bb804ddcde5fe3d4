import { aggregateTable, type Listing } from '@park/service-kit';
import type { CheckInList } from './check-in-list.ts';

export const CheckInListTable = aggregateTable<CheckInList>('check_in_list', {
  gathering_id: { type: 'uuid' },
  name: { type: 'text' },
  gate: { type: 'text' },
  opens_at: { type: 'timestamptz' },
  closes_at: { type: 'timestamptz' },
  type_ids: { type: 'uuid', array: true },
});

export const checkInLists: Listing<CheckInList> = {
  table: CheckInListTable,
  sorts: ['code', 'opens_at', 'created_at', 'updated_at'],
  search: ['code', 'name', 'gate'],
};
