/** Clock jobs and import of needs. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { NeedRow } from './needs.dto.ts';
import { NeedsImportService } from './needs-import.service.ts';
import { NeedsService } from './needs.service.ts';

@Injectable()
export class NeedsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(NeedsService) needs: NeedsService,
    @Inject(NeedsImportService) needsImport: NeedsImportService,
  ) {
    // Before they lapse: one that is needed within 14 days is brought before the chair even where its last day is over.
    schedule.addForEach({
      name: 'needs: escalate',
      due: `select id, answer_by as due_at from need
            where state = 'published' and not is_escalated and live_claims = 0 and answer_by <= :today`,
      step: (command, id) => needs.escalate(command, id),
    });
    schedule.addForEach({
      name: 'needs: lapse',
      due: `select id, needed_by as due_at from need where state = 'published' and needed_by <= :today`,
      step: (command, id) => needs.lapse(command, id),
    });
    imports.add({
      kind: 'needs',
      scope: 'alliance:need:write',
      row: NeedRow,
      records: {
        scope: 'alliance:need:read',
        sql: `select code, member_uscc, mode, category, title, quantity, unit, published_on, needed_by,
                     case state when 'matched' then 'published' else state end as state, started_on, delivered_on, confirmed_on, satisfaction, reason
              from need
              where published_on is not null`,
        keys: [['code']],
      },
      apply: (command, rows) => needsImport.importRows(command, rows),
    });
  }
}
