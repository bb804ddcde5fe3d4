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
      apply: (command, rows) => tenanciesImport.importRows(command, rows),
    });
  }
}
