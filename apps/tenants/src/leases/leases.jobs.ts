/** Clock jobs and import of leases. */
import { dateAt } from '@park/kernel';
import { change, Imports, reminderIsDue, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { expire, remind, reminderDays } from './lease-course.ts';
import { LeaseTable } from './lease.table.ts';
import { LeaseRow } from './leases.dto.ts';
import { LeasesImport } from './leases-import.service.ts';
import { LeasesService } from './leases.service.ts';

@Injectable()
export class LeasesJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(LeasesService) leases: LeasesService,
    @Inject(LeasesImport) leasesImport: LeasesImport,
  ) {
    schedule.addForEach({
      name: 'leases: activate',
      due: `select id, start_on as due_at from lease where state = 'signed' and start_on <= :today and deposit_received_fen >= deposit_fen`,
      step: (command, id) => leases.activate(command, id, undefined),
    });
    schedule.addForEach({
      name: 'leases: step rent',
      // A lease that is terminated ahead is in force until then.
      due: `select id, next_step_on as due_at from lease
            where state in ('active', 'ending') and next_step_on <= :today and (ended_on is null or next_step_on < ended_on)`,
      step: (command, id) => leases.stepRent(command, id),
    });
    schedule.addForEach({
      name: 'leases: remind',
      due: `select id, end_on as due_at from lease where state = 'active' and ${reminderIsDue('end_on', reminderDays)}`,
      step: (command, id) => change(command, LeaseTable, id, (lease) => remind(lease, dateAt(command.now))),
    });
    schedule.addForEach({
      name: 'leases: expire',
      due: `select id, end_on as due_at from lease where state = 'active' and end_on <= :today`,
      step: (command, id) => change(command, LeaseTable, id, expire),
    });
    schedule.addForEach({
      name: 'leases: hold over',
      due: `select id, end_on as due_at from lease where state = 'expired' and end_on < :today`,
      step: (command, id) => leases.holdOver(command, id),
    });
    imports.add({
      kind: 'leases',
      scope: 'tenants:lease:approve',
      row: LeaseRow,
      records: {
        scope: 'tenants:lease:read',
        sql: `select l.code, e.uscc as entity_uscc,
                     array(select u.code from jsonb_array_elements(l.units) with ordinality as of(part, place)
                           join unit u on u.id = (of.part ->> 'unit_id')::uuid order by of.place) as unit_codes,
                     l.start_on, l.end_on, l.cycle, l.rent_free_days, l.deposit_fen, (l.units -> 0 ->> 'price_fen_per_m2_day')::int as price_fen_per_m2_day,
                     l.sign_on, l.file_sha256, l.ended_on
              from lease l join market_entity e on e.id = l.entity_id
              where l.sign_on is not null and l.rent_steps = '[]' and not exists (
                select from jsonb_array_elements(l.units) part
                where part -> 'price_fen_per_m2_day' <> l.units -> 0 -> 'price_fen_per_m2_day' or part ->> 'start_on' <> l.start_on::text or part ->> 'end_on' <> l.end_on::text)`,
        keys: [['code']],
      },
      apply: (command, rows) => leasesImport.importRows(command, rows),
    });
  }
}
