import { aggregateTable, type Listing } from '@park/service-kit';
import type { Panel } from './panel.ts';

export const PanelTable = aggregateTable<Panel>('panel', {
  gathering_id: { type: 'uuid' },
  state: { type: 'text' },
  rule: { type: 'jsonb' },
  rule_version: { type: 'integer' },
  expert_ids: { type: 'uuid', array: true },
  seed_hash: { type: 'text', nullable: true },
  list_closed_at: { type: 'timestamptz', nullable: true },
  listed_ids: { type: 'uuid', array: true },
  drawn_at: { type: 'timestamptz', nullable: true },
  seed: { type: 'text', nullable: true },
  draw_order: { type: 'uuid', array: true },
  ranking_version: { type: 'integer' },
});

/** For the park's own people alone; the draw is public, see DrawController. */
export const panels: Listing<Panel> = {
  table: PanelTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code'],
  own: 'false',
};
