/** The file that score sheets can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ScoreSheetsImportService } from './score-sheets-import.service.ts';
import { ScoreSheetRow } from './score-sheets.dto.ts';

@Injectable()
export class ScoreSheetsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(ScoreSheetsImportService) sheets: ScoreSheetsImportService) {
    imports.add({
      kind: 'score-sheets',
      scope: 'events:roadshow:decide',
      row: ScoreSheetRow,
      apply: (command, rows) => sheets.importRows(command, rows),
    });
  }
}
