/** Clock jobs and import of applications. */
import { dateAt } from '@park/kernel';
import { changeLocked, Imports, PersonalData, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ApplicationOffersService } from './application-offers.service.ts';
import { lapse } from './application.ts';
import { ApplicationTable } from './application.table.ts';
import { ApplicationRow } from './applications.dto.ts';
import { ApplicationsImportService } from './applications-import.service.ts';

@Injectable()
export class ApplicationsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(ApplicationOffersService) offers: ApplicationOffersService,
    @Inject(ApplicationsImportService) applicationsImport: ApplicationsImportService,
  ) {
    schedule.addForEach({
      name: 'applications: lapse',
      due: `select id, valid_until as due_at from application where state in ('eligible', 'waitlisted') and valid_until <= :today
            union all
            select id, supplement_due_on from application where state = 'supplement_required' and supplement_due_on < :today`,
      step: (command, id) => changeLocked(command, ApplicationTable, id, (application) => lapse(application, dateAt(command.now))),
    });
    schedule.addForEach({
      name: 'applications: expire offers',
      due: `select id, offer_expires_at as due_at from application where state = 'offered' and offer_expires_at <= :now`,
      step: (command, id) => offers.expire(command, id),
    });
    // A row may carry a decision, so the scope for deciding is asked for.
    imports.add({
      kind: 'applications',
      scope: 'housing:application:decide',
      row: ApplicationRow,
      sealed,
      records: {
        scope: 'housing:application:read',
        sql: `select p.reference as citizen_id, a.product, a.submitted_on, a.brand_preference, a.requested_start, a.degree, a.graduated_on,
                     a.social_insurance, a.owns_home, a.other_housing_benefit, a.employer_uscc, a.household_size, a.decided_on, a.decided_by as reviewed_by,
                     a.waitlisted_on
              from application a join person p on p.id = a.person_id`,
        keys: [['citizen_id', 'product', 'submitted_on']],
      },
      apply: (command, rows) => applicationsImport.importRows(command, rows),
    });
  }
}
