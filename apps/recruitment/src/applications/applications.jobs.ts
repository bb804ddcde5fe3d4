/** Import of applications. */
import { Imports, PersonalData } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { openStages } from './application.ts';
import { ApplicationRow } from './applications.dto.ts';
import { ApplicationsImportService } from './applications-import.service.ts';

@Injectable()
export class ApplicationsJobs {
  constructor(
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(ApplicationsImportService) applicationsImport: ApplicationsImportService,
  ) {
    imports.add({
      kind: 'applications',
      scope: 'recruitment:application:write',
      row: ApplicationRow,
      sealed,
      records: {
        scope: 'recruitment:application:read',
        sql: `select e.reference as citizen_id, p.code as posting_code, a.applied_on, a.source, f.code as fair_code, a.stage,
                     case when a.state in ('rejected', 'withdrawn') then a.state end as ended, a.rejection_reason as reason
              from application a join candidate c on c.id = a.candidate_id join person e on e.id = c.person_id join posting p on p.id = a.posting_id
              left join fair f on f.id = a.fair_id`,
        keys: [['citizen_id', 'posting_code']],
        steps: { stage: openStages },
        derived: ({ ended }) => (ended === 'rejected' ? [] : ['reason']),
      },
      apply: (command, rows) => applicationsImport.importRows(command, rows),
    });
  }
}
