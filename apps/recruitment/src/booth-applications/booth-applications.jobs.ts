/** Clock jobs and import of booth applications. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { BoothApplicationRow } from './booth-applications.dto.ts';
import { BoothApplicationsImportService } from './booth-applications-import.service.ts';
import { BoothApplicationsService } from './booth-applications.service.ts';

@Injectable()
export class BoothApplicationsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(BoothApplicationsService) applications: BoothApplicationsService,
    @Inject(BoothApplicationsImportService) applicationsImport: BoothApplicationsImportService,
  ) {
    schedule.addForEach({
      name: 'booth applications: expire holds and offers',
      due: 'select id, expires_at as due_at from booth_application where expires_at <= :now',
      step: (command, id) => applications.expire(command, id),
    });
    // One that was confirmed after the deadline has until the end of the fair, which sees to it.
    schedule.addForEach({
      name: 'booth applications: release',
      due: `select a.id, f.check_in_until as due_at from fair f join booth_application a on a.fair_id = f.id
            where f.state = 'ongoing' and f.is_timed and f.check_in_until <= :now
              and a.state = 'confirmed' and a.confirmed_at < f.check_in_until`,
      step: (command, id) => applications.release(command, id),
    });
    imports.add({
      kind: 'booth-applications',
      scope: 'recruitment:booth:write',
      row: BoothApplicationRow,
      records: {
        scope: 'recruitment:booth:read',
        sql: `select f.code as fair_code, a.employer_uscc, b.code as booth_code,
                     case a.state when 'late_cancelled' then 'cancelled' when 'checked_in' then 'confirmed' else a.state end as state,
                     array(select p.code from posting p where p.id = any (a.posting_ids) order by p.code) as posting_codes,
                     least(a.created_at, a.confirmed_at) as submitted_at, a.confirmed_at, a.checked_in_at
              from booth_application a join fair f on f.id = a.fair_id left join booth b on b.id = a.booth_id
              where a.state in ('confirmed', 'checked_in', 'completed', 'no_show', 'cancelled', 'late_cancelled')`,
        keys: [['fair_code', 'employer_uscc']],
        steps: { state: ['confirmed', ['completed', 'no_show', 'cancelled']] },
        derived: () => ['submitted_at'],
      },
      apply: (command, rows) => applicationsImport.importRows(command, rows),
    });
  }
}
