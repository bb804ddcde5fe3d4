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
      apply: (command, rows) => applicationsImport.importRows(command, rows),
    });
  }
}
