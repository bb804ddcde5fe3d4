/** Clock job and import of experts. */
import { Imports, PersonalData, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ExpertRow } from './experts.dto.ts';
import { ExpertsService } from './experts.service.ts';

@Injectable()
export class ExpertsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(ExpertsService) experts: ExpertsService,
  ) {
    schedule.addForEach({
      name: 'experts: end',
      due: `select id, term_to as due_at from expert where state = 'active' and term_to <= :today`,
      step: (command, id) => experts.end(command, id),
    });
    imports.add({
      kind: 'experts',
      scope: 'events:expert:write',
      row: ExpertRow,
      sealed,
      records: {
        scope: 'events:expert:read',
        sql: 'select code, fields, term_from, term_to, employer_uscc, subject from expert',
        keys: [['code']],
      },
      apply: (command, rows) => experts.importRows(command, rows),
    });
  }
}
