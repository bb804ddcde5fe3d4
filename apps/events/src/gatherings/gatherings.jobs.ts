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
      apply: (command, rows) => gatheringsImport.importRows(command, rows),
    });
  }
}
