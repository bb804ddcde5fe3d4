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
 * know enough: an entity that came back has the days of its present stay. Each of its parts has an index.
 */
export const inParkOn = (day: string): string => `kind <> 'service_platform' and (
  state in ('resident', 'suspended') and registration_status = 'in_operation' and moved_in_on <= ${day} and (departs_on is null or departs_on > ${day})
  or moves_in_on <= ${day} and state in ('prospect', 'departed') and registration_status = 'in_operation'
  or state = 'departed' and departed_on > ${day} and moved_in_on <= ${day})`;

export const marketEntities: Listing<MarketEntity> = {
  table: MarketEntityTable,
  sorts: ['code', 'name', 'uscc', 'created_at', 'updated_at'],
  search: ['name', 'uscc', 'code'],
  own: 'uscc = :organisation',
  // As an array: by the order of the list, all that left in many years would be read before the first that is here.
  conditions: { as_of: `t.id = any (array(select id from market_entity where ${inParkOn(':as_of::date')}))` },
};

/** Whose records are those of an entity: what of them an organisation sees. */
export const ofTheirEntity = 'entity_id in (select id from market_entity where uscc = :organisation)';
