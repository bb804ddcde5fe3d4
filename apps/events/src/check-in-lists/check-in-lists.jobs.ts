/** The file that check-in lists can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { CheckInListRow } from './check-in-lists.dto.ts';
import { CheckInListsService } from './check-in-lists.service.ts';

@Injectable()
export class CheckInListsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(CheckInListsService) lists: CheckInListsService) {
    imports.add({
      kind: 'check-in-lists',
      scope: 'events:gathering:write',
      row: CheckInListRow,
      apply: (command, rows) => lists.importRows(command, rows),
    });
  }
}
