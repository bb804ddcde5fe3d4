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
      apply: (command, rows) => seasons.importRows(command, rows),
    });
  }
}
