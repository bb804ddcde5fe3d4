/** Clock job and import of hires. */
import { Imports, PersonalData, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { HireRow } from './hires.dto.ts';
import { HiresImportService } from './hires-import.service.ts';
import { HiresService } from './hires.service.ts';

@Injectable()
export class HiresJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(HiresService) hires: HiresService,
    @Inject(HiresImportService) hiresImport: HiresImportService,
  ) {
    schedule.addForEach({
      name: 'hires: follow up',
      due: 'select id, ask_on as due_at from hire where ask_on <= :today',
      step: (command, id) => hires.ask(command, id),
    });
    imports.add({
      kind: 'hires',
      scope: 'recruitment:hire:write',
      row: HireRow,
      sealed,
      records: {
        scope: 'recruitment:hire:read',
        sql: `select e.reference as citizen_id, p.code as posting_code, a.applied_on, a.source, f.code as fair_code, o.salary_fen,
                     o.extended_on as offered_on, h.agreed_on as accepted_on, h.start_on, h.wants_home, h.started_on, h.probation_until, h.left_on
              from hire h join application a on a.id = h.application_id join candidate c on c.id = h.candidate_id
              join person e on e.id = c.person_id join posting p on p.id = h.posting_id join offer o on o.id = h.offer_id
              left join fair f on f.id = a.fair_id
              where h.state <> 'reneged'`,
        keys: [['citizen_id', 'posting_code']],
      },
      apply: (command, rows) => hiresImport.importRows(command, rows),
    });
  }
}
