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
  suspended_on: { type: 'date', nullable: true },
  departed_on: { type: 'date', nullable: true },
  moves_in_on: { type: 'date', nullable: true },
  moves_in_as: { type: 'text', nullable: true },
  moves_into: { type: 'uuid', array: true, nullable: true },
  departs_on: { type: 'date', nullable: true },
  departs_for: { type: 'text', nullable: true },
  departs_to: { type: 'text', nullable: true },
});

/**
 * SQL condition on the columns: counts as a market entity of the park on the day, which is today or later. Of a day in the past a row does not
 * know enough: an entity that came back has the days of its present stay.
 */
export const inParkOn = (day: string): string => `kind <> 'service_platform' and case
  when moves_in_on is not null then moves_in_on <= ${day}
  when state = 'departed' then moved_in_on <= ${day} and departed_on > ${day}
  else state in ('resident', 'suspended') and registration_status = 'in_operation' and moved_in_on <= ${day}
       and (departs_on is null or departs_on > ${day}) end`;

export const marketEntities: Listing<MarketEntity> = {
  table: MarketEntityTable,
  sorts: ['code', 'name', 'uscc', 'created_at', 'updated_at'],
  search: ['name', 'uscc', 'code'],
  own: 'uscc = :organisation',
  conditions: { as_of: inParkOn(':as_of::date') },
};

/** Whose records are those of an entity: what of them an organisation sees. */
export const ofTheirEntity = 'entity_id in (select id from market_entity where uscc = :organisation)';
