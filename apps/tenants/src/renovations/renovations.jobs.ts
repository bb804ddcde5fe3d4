/** The file that renovation projects can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { RenovationRow } from './renovations.dto.ts';
import { RenovationsService } from './renovations.service.ts';

@Injectable()
export class RenovationsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(RenovationsService) renovations: RenovationsService) {
    imports.add({
      kind: 'renovations',
      scope: 'tenants:renovation:write',
      row: RenovationRow,
      apply: (command, rows) => renovations.importRows(command, rows),
    });
  }
}
