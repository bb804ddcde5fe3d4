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
      apply: (command, rows) => activitiesImport.importRows(command, rows),
    });
  }
}
