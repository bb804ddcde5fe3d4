import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { MarketEntity } from './market-entity.ts';

export const MarketEntityTable = aggregateTable<MarketEntity>('market_entity', {
  uscc: { type: 'text' },
  name: { type: 'text' },
  kind: { type: 'text' },
  established_on: { type: 'date' },
  industry_code: { type: 'text' },
  size_class: { type: 'text' },
  registration_status: { type: 'text' },
  residency: { type: 'text' },
  founder_flags: { type: 'text', array: true },
  risk_level: { type: 'text' },
  state: { type: 'text' },
  moved_in_on: { type: 'date', nullable: true },
  departed_on: { type: 'date', nullable: true },
});

export const marketEntities: Listing<MarketEntity> = {
  table: MarketEntityTable,
  sorts: ['code', 'name', 'uscc', 'created_at', 'updated_at'],
  search: ['name', 'uscc', 'code'],
  own: 'uscc = :organisation',
};

/** Whose records are those of an entity: what of them an organisation sees. */
export const ofTheirEntity = 'entity_id in (select id from market_entity where uscc = :organisation)';
