/** Import of resolutions. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ResolutionsImportService } from './resolutions-import.service.ts';
import { ResolutionRow } from './resolutions.dto.ts';

@Injectable()
export class ResolutionsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(ResolutionsImportService) resolutions: ResolutionsImportService) {
    imports.add({
      kind: 'resolutions',
      scope: 'alliance:meeting:write',
      row: ResolutionRow,
      records: {
        scope: 'alliance:meeting:read',
        sql: `select m.code as meeting_code, t.title as topic_title, r.mode, r.owner_uscc, r.title, r.due_on, r.progress, r.reported_on,
                     a.submitted_on, a.accepted_on, r.fulfilled_on
              from resolution r join meeting m on m.id = r.meeting_id join topic t on t.id = r.topic_id
              left join lateral (select submitted_on, accepted_on from task where resolution_id = r.id order by code limit 1) a on true
              where r.state <> 'dropped'`,
        keys: [['meeting_code', 'topic_title', 'title']],
      },
      apply: (command, rows) => resolutions.importRows(command, rows),
    });
  }
}
