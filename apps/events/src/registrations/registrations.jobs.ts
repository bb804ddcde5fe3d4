/** Clock jobs and import of registrations. */
import { Imports, PersonalData, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { forgetPersons } from './person-use.store.ts';
import { RegistrationRow } from './registrations.dto.ts';
import { RegistrationsImportService } from './registrations-import.service.ts';
import { RegistrationsService } from './registrations.service.ts';

@Injectable()
export class RegistrationsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(RegistrationsService) registrations: RegistrationsService,
    @Inject(RegistrationsImportService) registrationsImport: RegistrationsImportService,
  ) {
    schedule.addForEach({
      name: 'registrations: expire offers',
      due: `select id, offer_expires_at as due_at from registration where state = 'offered' and offer_expires_at <= :now`,
      step: (command, id) => registrations.expireOffer(command, id),
    });
    schedule.addForEach({
      name: 'registrations: lapse',
      due: `select id, hold_until as due_at from registration where state = 'pending' and hold_until <= :now`,
      step: (command, id) => registrations.lapse(command, id),
    });
    schedule.add('persons: forget', forgetPersons);
    imports.add({
      kind: 'registrations',
      scope: 'events:registration:write',
      row: RegistrationRow,
      sealed,
      records: {
        scope: 'events:registration:read',
        sql: `select p.reference as citizen_id, g.code as gathering_code, t.code as type_code, r.places, r.organisation_uscc, r.registered_at,
                     (select min(c.scanned_at) from check_in c where c.registration_id = r.id and c.result = 'ok' and c.reverted_at is null) as checked_in_at
              from registration r join person p on p.id = r.person_id join gathering g on g.id = r.gathering_id
              left join registration_type t on t.id = r.type_id
              where r.state in ('pending', 'waitlisted', 'offered', 'confirmed', 'checked_in', 'no_show')`,
        keys: [['citizen_id', 'gathering_code']],
      },
      apply: (command, rows) => registrationsImport.importRows(command, rows),
    });
  }
}
