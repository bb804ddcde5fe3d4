/** Clock jobs and import of tenancies. */
import { dateAt } from '@park/kernel';
import { changeLocked, Imports, PersonalData, reminderIsDue, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { remind, reminderDays } from './tenancy-end.ts';
import { TenancyTable } from './tenancy.table.ts';
import { TenancyRow } from './tenancies.dto.ts';
import { TenanciesImportService } from './tenancies-import.service.ts';
import { TenanciesService } from './tenancies.service.ts';

@Injectable()
export class TenanciesJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(TenanciesService) tenancies: TenanciesService,
    @Inject(TenanciesImportService) tenanciesImport: TenanciesImportService,
  ) {
    schedule.addForEach({
      name: 'tenancies: remind of the end',
      due: `select id, end_on as due_at from tenancy where state = 'checked_in' and ${reminderIsDue('end_on', reminderDays)}`,
      step: (command, id) => changeLocked(command, TenancyTable, id, (tenancy) => remind(tenancy, dateAt(command.now))),
    });
    schedule.addForEach({
      name: 'tenancies: hold over',
      due: `select id, coalesce(planned_on, end_on) as due_at from tenancy
            where state in ('checked_in', 'notice_given') and coalesce(planned_on, end_on) < :today`,
      step: (command, id) => tenancies.holdOver(command, id),
    });
    imports.add({
      kind: 'tenancies',
      scope: 'housing:tenancy:write',
      row: TenancyRow,
      sealed,
      records: {
        scope: 'housing:tenancy:read',
        sql: `select p.reference as citizen_id, a.code as apartment_code, t.bed, t.start_on, t.end_on, t.product, t.employer_uscc,
                     t.rent_fen_per_month, t.discount_pct, t.deposit_fen, t.contract_sha256, t.checked_in_on, t.occupants, t.keys, t.photos,
                     t.water_m3, t.electricity_kwh, t.gas_m3, t.closed_on, coalesce(t.deductions_fen, 0) as deductions_fen
              from tenancy t join person p on p.id = t.person_id join apartment a on a.id = t.apartment_id
              where t.state <> 'cancelled'`,
        keys: [
          ['citizen_id', 'apartment_code', 'bed', 'start_on'],
          ['citizen_id', 'apartment_code', 'start_on'],
        ],
      },
      apply: (command, rows) => tenanciesImport.importRows(command, rows),
    });
  }
}
