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
      records: {
        scope: 'events:pitch:read',
        sql: `select g.code as gathering_code, t.code as pitch_code, e.code as expert_code,
                     array(select concat(part ->> 'code', '=', part ->> 'points') from jsonb_array_elements(s.scores) with ordinality as of(part, place)
                           order by of.place) as points
              from score_sheet s join pitch t on t.id = s.pitch_id join gathering g on g.id = t.gathering_id join expert e on e.id = s.expert_id
              where s.state = 'submitted'`,
        keys: [['pitch_code', 'expert_code']],
      },
      apply: (command, rows) => sheets.importRows(command, rows),
    });
  }
}
