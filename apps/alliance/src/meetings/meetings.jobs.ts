/** Import of joint meetings. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { MeetingsImportService } from './meetings-import.service.ts';
import { importedStates, MeetingRow } from './meetings.dto.ts';

@Injectable()
export class MeetingsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(MeetingsImportService) meetings: MeetingsImportService) {
    imports.add({
      kind: 'meetings',
      scope: 'alliance:meeting:write',
      row: MeetingRow,
      records: {
        scope: 'alliance:meeting:read',
        sql: `select code, meeting_on, state, reported_on, report_sha256, minutes_sha256 from meeting where state <> 'cancelled'`,
        keys: [['code']],
        steps: { state: importedStates },
      },
      apply: (command, rows) => meetings.importRows(command, rows),
    });
  }
}
