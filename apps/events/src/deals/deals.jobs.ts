/** The file that deals can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DealRow } from './deals.dto.ts';
import { DealsImportService } from './deals-import.service.ts';

@Injectable()
export class DealsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(DealsImportService) deals: DealsImportService) {
    imports.add({
      kind: 'deals',
      scope: 'events:deal:write',
      row: DealRow,
      apply: (command, rows) => deals.importRows(command, rows),
    });
  }
}
