/** The file that market entities can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { MarketEntityRow } from './market-entities.dto.ts';
import { MarketEntitiesService } from './market-entities.service.ts';

@Injectable()
export class MarketEntitiesJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(MarketEntitiesService) entities: MarketEntitiesService) {
    imports.add({
      kind: 'market-entities',
      scope: 'tenants:entity:write',
      row: MarketEntityRow,
      apply: (command, rows) => entities.importRows(command, rows),
    });
  }
}
