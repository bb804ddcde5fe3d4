/** Import of resolutions. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ResolutionsImportService } from './resolutions-import.service.ts';
import { ResolutionRow } from './resolutions.dto.ts';

@Injectable()
export class ResolutionsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(ResolutionsImportService) resolutions: ResolutionsImportService) {
    imports.add({
      kind: 'resolutions',
      scope: 'alliance:meeting:write',
      row: ResolutionRow,
      apply: (command, rows) => resolutions.importRows(command, rows),
    });
  }
}
