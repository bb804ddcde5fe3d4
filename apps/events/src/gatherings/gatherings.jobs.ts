/** Clock jobs and import of gatherings. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { GatheringRow } from './gatherings.dto.ts';
import { GatheringsImportService } from './gatherings-import.service.ts';
import { GatheringsService } from './gatherings.service.ts';

@Injectable()
export class GatheringsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(GatheringsService) gatherings: GatheringsService,
    @Inject(GatheringsImportService) gatheringsImport: GatheringsImportService,
  ) {
    schedule.addForEach({
      name: 'gatherings: start',
      due: `select id, starts_at as due_at from gathering where state = 'published' and starts_at <= :now`,
      step: (command, id) => gatherings.start(command, id),
    });
    schedule.addForEach({
      name: 'gatherings: end',
      due: `select id, ends_at as due_at from gathering where state = 'ongoing' and ends_at <= :now`,
      step: (command, id) => gatherings.end(command, id),
    });
    // A row may carry a decision, so the scope for deciding is asked for.
    imports.add({
      kind: 'gatherings',
      scope: 'events:gathering:approve',
      row: GatheringRow,
      records: {
        scope: 'events:gathering:read',
        sql: `select g.code, s.code as season_code, g.type, g.title, g.title_en, g.venue, g.starts_at, g.ends_at, g.expected_attendance, g.capacity,
                     g.registration_from, g.registration_to, g.is_registration_open, g.is_moderated, g.hold_minutes, g.offer_minutes,
                     g.is_waiting_list_open, g.visibility, g.modes, g.approved_by, g.permit_no, g.permit_applied_on, g.filing_no, g.filing_filed_on,
                     g.emergency_plan_sha256,
                     case when g.state in ('draft', 'in_review', 'approved') then 'draft' when g.state in ('ended', 'archived') then 'ended'
                       else 'published' end as state
              from gathering g left join season s on s.id = g.season_id
              where g.state <> 'cancelled'`,
        keys: [['code']],
      },
      apply: (command, rows) => gatheringsImport.importRows(command, rows),
    });
  }
}
