import { aggregateTable, type Listing } from '@park/service-kit';
import type { Deal } from './deal.ts';

export const DealTable = aggregateTable<Deal>('deal', {
  investor_id: { type: 'uuid' },
  project_id: { type: 'uuid' },
  entity_id: { type: 'uuid', nullable: true },
  sector: { type: 'text' },
  match_request_id: { type: 'uuid', nullable: true },
  pitch_id: { type: 'uuid', nullable: true },
  met_on: { type: 'date', nullable: true },
  gathering_id: { type: 'uuid', nullable: true },
  season_id: { type: 'uuid', nullable: true },
  state: { type: 'text' },
  opened_on: { type: 'date' },
  stage_since: { type: 'date' },
  amount_kcny: { type: 'integer', nullable: true },
  round: { type: 'text', nullable: true },
  funded_on: { type: 'date', nullable: true },
  evidence_sha256: { type: 'text', nullable: true },
  evidence_file_name: { type: 'text', nullable: true },
});

/** For the park's own people alone. */
export const deals: Listing<Deal> = {
  table: DealTable,
  sorts: ['opened_on', 'code', 'created_at', 'updated_at'],
  search: ['code'],
  own: 'false',
};
