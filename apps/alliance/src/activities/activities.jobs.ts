/** Import of activities. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ActivityRow } from './activities.dto.ts';
import { ActivitiesImportService } from './activities-import.service.ts';

@Injectable()
export class ActivitiesJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(ActivitiesImportService) activitiesImport: ActivitiesImportService) {
    imports.add({
      kind: 'activities',
      scope: 'alliance:activity:write',
      row: ActivityRow,
      records: {
        scope: 'alliance:activity:read',
        sql: `select a.code, a.title, a.modes, a.place, a.starts_at, a.ends_at, a.expected_participants, a.state, a.has_gathering,
                     array(select m.uscc from membership m where m.id = any (a.host_membership_ids) order by array_position(a.host_membership_ids, m.id)) as host_usccs,
                     array(select m.uscc from membership m where m.id = any (a.cohost_membership_ids) order by array_position(a.cohost_membership_ids, m.id)) as cohost_usccs,
                     array(select concat(m.uscc, ':', part ->> 'count') from jsonb_array_elements(a.attendance_by_member) part
                           join membership m on m.id = (part ->> 'membership_id')::uuid order by m.uscc) as attendance,
                     a.others, a.evidence_sha256
              from activity a
              where a.state in ('published', 'held')`,
        keys: [['code']],
      },
      apply: (command, rows) => activitiesImport.importRows(command, rows),
    });
  }
}
