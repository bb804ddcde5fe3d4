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
      records: {
        scope: 'alliance:project:read',
        sql: `select p.code, p.member_uscc as lead_uscc,
                     array(select m.uscc from membership m where m.id = any (p.partners) order by array_position(p.partners, m.id)) as partner_usccs,
                     n.code as need_code, p.mode, p.title, p.budget_kcny,
                     least(p.started_on, p.completed_on, (p.created_at at time zone 'Asia/Shanghai')::date) as proposed_on,
                     p.due_on, p.state, p.started_on, p.completed_on, p.result, p.score, p.reason
              from project p left join need n on n.id = p.need_id`,
        keys: [['code']],
        derived: () => ['proposed_on'],
      },
      apply: (command, rows) => projects.importRows(command, rows),
    });
  }
}
