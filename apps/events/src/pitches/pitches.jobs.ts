/** The file that pitches can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PitchesImportService } from './pitches-import.service.ts';
import { PitchRow } from './pitches.dto.ts';

@Injectable()
export class PitchesJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(PitchesImportService) pitches: PitchesImportService) {
    // A row may carry a decision and a score, so the scope for deciding is asked for.
    imports.add({
      kind: 'pitches',
      scope: 'events:roadshow:decide',
      row: PitchRow,
      records: {
        scope: 'events:pitch:read',
        sql: `select t.code, p.code as project_code, g.code as gathering_code, t.submitted_on,
                     case when t.state = 'screened_out' then t.state when t.state not in ('submitted', 'withdrawn') then 'shortlisted' end as decision,
                     t.screening_reason as reason, t.earlier_round_score, t.presented_on,
                     case when t.presented_on is not null then t.position end as position, t.score, t.rank, t.n_judges, t.n_conflicts
              from pitch t join project p on p.id = t.project_id join gathering g on g.id = t.gathering_id
              where t.submitted_on is not null`,
        keys: [['code']],
      },
      apply: (command, rows) => pitches.importRows(command, rows),
    });
  }
}
