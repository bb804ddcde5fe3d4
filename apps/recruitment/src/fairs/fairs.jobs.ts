/** Clock jobs and import of job fairs. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { FairRow } from './fairs.dto.ts';
import { FairsService } from './fairs.service.ts';

@Injectable()
export class FairsJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(Imports) imports: Imports, @Inject(FairsService) fairs: FairsService) {
    schedule.addForEach({
      name: 'fairs: enter the next phase',
      due: 'select id, next_phase_at as due_at from fair where next_phase_at <= :now',
      step: (command, id) => fairs.advanceDue(command, id),
    });
    schedule.addForEach({
      name: 'fairs: report overdue',
      due: `select id, report_due_on as due_at from fair
            where state = 'closed' and is_timed and not is_report_overdue and report_due_on < :today`,
      step: (command, id) => fairs.noteReportOverdue(command, id),
    });
    imports.add({
      kind: 'fairs',
      scope: 'recruitment:fair:write',
      row: FairRow,
      records: {
        scope: 'recruitment:fair:read',
        sql: `select f.code, g.code as gathering_code, f.employer_registration_from, f.booth_selection_from, f.candidate_registration_from,
                     f.check_in_until, f.free_cancel_until, f.hold_minutes, f.offer_minutes, f.filing_no, f.filed_on
              from fair f join gathering g on g.id = f.gathering_id
              where f.filing_no is not null`,
        keys: [['code']],
      },
      apply: (command, rows) => fairs.importRows(command, rows),
    });
  }
}
