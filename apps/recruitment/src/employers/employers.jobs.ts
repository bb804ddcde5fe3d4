/** Clock job and import of employers. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { EmployerRow } from './employers.dto.ts';
import { EmployersService } from './employers.service.ts';

@Injectable()
export class EmployersJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(EmployersService) employers: EmployersService,
  ) {
    schedule.addForEach({
      name: 'employers: papers expire',
      due: `select id, papers_valid_until as due_at from employer where state = 'verified' and papers_valid_until <= :today`,
      step: (command, id) => employers.expire(command, id),
    });
    // A row may carry a verification, so the scope for deciding is asked for.
    imports.add({
      kind: 'employers',
      scope: 'recruitment:employer:verify',
      row: EmployerRow,
      records: {
        scope: 'recruitment:employer:read',
        sql: `select uscc, name, kind, industry_code,
                     (select paper ->> 'sha256' from jsonb_array_elements(papers) paper where paper ->> 'kind' = 'licence') as licence_sha256,
                     (select paper ->> 'sha256' from jsonb_array_elements(papers) paper where paper ->> 'kind' = 'authorisation') as authorisation_sha256,
                     (select paper ->> 'sha256' from jsonb_array_elements(papers) paper where paper ->> 'kind' = 'hr_permit') as hr_permit_sha256,
                     (select paper ->> 'sha256' from jsonb_array_elements(papers) paper where paper ->> 'kind' = 'parent_licence') as parent_licence_sha256
              from employer`,
        keys: [['uscc']],
      },
      apply: (command, rows) => employers.importRows(command, rows),
    });
  }
}
