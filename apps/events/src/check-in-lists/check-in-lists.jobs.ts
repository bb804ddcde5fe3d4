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
      records: {
        scope: 'events:gathering:read',
        sql: `select g.code as gathering_code, l.name, l.gate, l.opens_at, l.closes_at, l.type_ids
              from check_in_list l join gathering g on g.id = l.gathering_id`,
        keys: [['gathering_code', 'name']],
      },
      apply: (command, rows) => lists.importRows(command, rows),
    });
  }
}
