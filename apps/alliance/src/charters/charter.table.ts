import { aggregateTable, type Listing } from '@park/service-kit';
import type { Charter } from './charter.ts';

export const CharterTable = aggregateTable<Charter>('charter', {
  title: { type: 'text' },
  sha256: { type: 'text' },
  version_number: { type: 'integer' },
  state: { type: 'text' },
  drafted_by: { type: 'text', nullable: true }, // not in the table, but in what an organisation is shown
  in_force_from: { type: 'date', nullable: true },
  in_force_until: { type: 'date', nullable: true },
});

/** An organisation that thinks of joining reads what is, and was, in force. */
export const charters: Listing<Charter> = {
  table: CharterTable,
  sorts: ['version_number', 'created_at'],
  search: ['code', 'title'],
  own: `t.state <> 'draft'`,
  operatorOnly: ['drafted_by'],
};
