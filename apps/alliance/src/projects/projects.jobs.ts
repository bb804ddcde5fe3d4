/** Clock job and import of projects. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ProjectRow } from './projects.dto.ts';
import { ProjectsService } from './projects.service.ts';

@Injectable()
export class ProjectsJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(Imports) imports: Imports, @Inject(ProjectsService) projects: ProjectsService) {
    schedule.addForEach({
      name: 'projects: tell what is overdue',
      due: 'select id, overdue_from as due_at from project where overdue_from <= :today',
      step: (command, id) => projects.noteOverdue(command, id),
    });
    imports.add({
      kind: 'projects',
      scope: 'alliance:project:write',
      row: ProjectRow,
      apply: (command, rows) => projects.importRows(command, rows),
    });
  }
}
