/** Clock jobs and import of qualifications. */
import { dateAt } from '@park/kernel';
import { change, Imports, reminderIsDue, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { expire, remind, reminderDays } from './qualification.ts';
import { QualificationTable } from './qualification.table.ts';
import { QualificationRow } from './qualifications.dto.ts';
import { QualificationsService } from './qualifications.service.ts';

@Injectable()
export class QualificationsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(QualificationsService) qualifications: QualificationsService,
  ) {
    schedule.addForEach({
      name: 'qualifications: expire',
      due: `select id, valid_to as due_at from qualification where state = 'valid' and valid_to <= :today`,
      step: (command, id) => change(command, QualificationTable, id, expire),
    });
    schedule.addForEach({
      name: 'qualifications: remind',
      due: `select id, valid_to as due_at from qualification where state = 'valid' and ${reminderIsDue('valid_to', reminderDays)}`,
      step: (command, id) => change(command, QualificationTable, id, (qualification) => remind(qualification, dateAt(command.now))),
    });
    imports.add({
      kind: 'qualifications',
      scope: 'tenants:qualification:write',
      row: QualificationRow,
      records: {
        scope: 'tenants:qualification:read',
        sql: `select e.uscc as entity_uscc, q.type, q.level, q.certificate_no, q.valid_from, q.valid_to, q.verification
              from qualification q join market_entity e on e.id = q.entity_id`,
        keys: [['entity_uscc', 'type', 'certificate_no']],
      },
      apply: (command, rows) => qualifications.importRows(command, rows),
    });
  }
}
