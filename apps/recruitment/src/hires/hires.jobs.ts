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
      apply: (command, rows) => hiresImport.importRows(command, rows),
    });
  }
}
