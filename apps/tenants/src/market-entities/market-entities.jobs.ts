/** Clock job and import of market entities. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { MarketEntityRow } from './market-entities.dto.ts';
import { MarketEntitiesService } from './market-entities.service.ts';
import { occupies } from './live-occupancies.store.ts';

@Injectable()
export class MarketEntitiesJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(MarketEntitiesService) entities: MarketEntitiesService,
  ) {
    // A departure waits until the entity holds and occupies nothing more.
    schedule.addForEach({
      name: 'market entities: move in and depart',
      due: `select id, coalesce(moves_in_on, departs_on) as due_at from market_entity e
            where coalesce(moves_in_on, departs_on) <= :today
              and case when departs_on is null then state in ('prospect', 'departed')
                  else state in ('resident', 'suspended') and not ${occupies('e.id', 'e.departs_on')} end`,
      step: (command, id) => entities.carryOut(command, id),
    });
    imports.add({
      kind: 'market-entities',
      scope: 'tenants:entity:write',
      row: MarketEntityRow,
      // A step on a day ahead is scheduled: the row has its day already.
      records: {
        scope: 'tenants:entity:read',
        sql: `select uscc, name, kind, established_on, industry_code, size_class, registration_status, founder_flags, state,
                     coalesce(case when state = 'prospect' then moves_in_as end, nullif(residency, 'none')) as residency,
                     case when state = 'prospect' then moves_in_on else moved_in_on end as moved_in_on,
                     coalesce(departed_on, departs_on) as departed_on, departs_for as departure_reason
              from market_entity`,
        keys: [['uscc']],
        derived: ({ state }) => (state === 'departed' ? ['residency', 'departure_reason'] : []),
      },
      apply: (command, rows) => entities.importRows(command, rows),
    });
  }
}
