/** The file that projects can be imported from. */
import { Imports, PersonalData } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ProjectRow } from './projects.dto.ts';
import { ProjectsService } from './projects.service.ts';

@Injectable()
export class ProjectsJobs {
  constructor(
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(ProjectsService) projects: ProjectsService,
  ) {
    imports.add({
      kind: 'projects',
      scope: 'events:project:write',
      row: ProjectRow,
      sealed,
      records: {
        scope: 'events:project:read',
        sql: 'select code, name, stage, sector, applicant_kind, amount_sought_kcny, organisation_uscc from project',
        keys: [['code']],
      },
      apply: (command, rows) => projects.importRows(command, rows),
    });
  }
}
