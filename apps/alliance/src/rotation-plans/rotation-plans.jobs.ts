/** Clock job and import of plans of the rotation. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { RotationPlansImportService } from './rotation-plans-import.service.ts';
import { RotationPlanRow } from './rotation-plans.dto.ts';
import { RotationPlansService } from './rotation-plans.service.ts';

@Injectable()
export class RotationPlansJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(RotationPlansService) plans: RotationPlansService,
    @Inject(RotationPlansImportService) history: RotationPlansImportService,
  ) {
    schedule.addForEach({
      name: 'rotation-plans: complete',
      due: `select id, end_on as due_at from rotation_plan where state = 'approved' and end_on <= :today`,
      step: (command, id) => plans.complete(command, id),
    });
    // The last row of a plan approves it, so the scope for approving is asked for.
    imports.add({
      kind: 'rotation-plans',
      scope: 'alliance:rotation:approve',
      row: RotationPlanRow,
      records: {
        scope: 'alliance:rotation:read',
        sql: `select p.code as plan_code, p.period, p.start_on as "from", p.end_on as "to", of.number::int as number, m.uscc
              from rotation_plan p cross join lateral unnest(p.members) with ordinality as of(membership_id, number)
              join membership m on m.id = of.membership_id
              where p.state <> 'withdrawn'`,
        keys: [['plan_code', 'number']],
      },
      apply: (command, rows) => history.importRows(command, rows),
    });
  }
}
