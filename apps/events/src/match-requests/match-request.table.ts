import { aggregateTable, type Listing } from '@park/service-kit';
import type { MatchRequest } from './match-request.ts';

export const MatchRequestTable = aggregateTable<MatchRequest>('match_request', {
  gathering_id: { type: 'uuid' },
  investor_id: { type: 'uuid' },
  project_id: { type: 'uuid' },
  entity_id: { type: 'uuid', nullable: true },
  sector: { type: 'text' },
  asked_by: { type: 'text' },
  message: { type: 'text', nullable: true },
  state: { type: 'text' },
  requested_on: { type: 'date' },
  expires_at: { type: 'timestamptz' },
  table_no: { type: 'smallint', nullable: true },
  starts_at: { type: 'timestamptz', nullable: true },
  ends_at: { type: 'timestamptz', nullable: true },
  meeting_number: { type: 'smallint', nullable: true },
  met_on: { type: 'date', nullable: true },
  investor_interest: { type: 'smallint', nullable: true },
  project_interest: { type: 'smallint', nullable: true },
  absent: { type: 'text', nullable: true },
  follow_up_outcome: { type: 'text', nullable: true },
});

/** For the park's own people alone. */
export const matchRequests: Listing<MatchRequest> = {
  table: MatchRequestTable,
  sorts: ['requested_on', 'code', 'created_at', 'updated_at'],
  search: ['code'],
  own: 'false',
};
