/** Import of applications. */
import { Imports, PersonalData } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ApplicationRow } from './applications.dto.ts';
import { ApplicationsImportService } from './applications-import.service.ts';

@Injectable()
export class ApplicationsJobs {
  constructor(
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(ApplicationsImportService) applicationsImport: ApplicationsImportService,
  ) {
    imports.add({
      kind: 'applications',
      scope: 'recruitment:application:write',
      row: ApplicationRow,
      sealed,
      apply: (command, rows) => applicationsImport.importRows(command, rows),
    });
  }
}
