/** The file that seasons can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { SeasonRow } from './seasons.dto.ts';
import { SeasonsService } from './seasons.service.ts';

@Injectable()
export class SeasonsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(SeasonsService) seasons: SeasonsService) {
    imports.add({
      kind: 'seasons',
      scope: 'events:season:write',
      row: SeasonRow,
      records: {
        scope: 'events:season:read',
        sql: `select code, name, name_en, starts_on, ends_on, state from season where state <> 'cancelled'`,
        keys: [['code']],
      },
      apply: (command, rows) => seasons.importRows(command, rows),
    });
  }
}
