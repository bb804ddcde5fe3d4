/** Import of memberships. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { MembershipRow } from './memberships.dto.ts';
import { MembershipsService } from './memberships.service.ts';

@Injectable()
export class MembershipsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(MembershipsService) memberships: MembershipsService) {
    // A row admits, so the scope for deciding is asked for.
    imports.add({
      kind: 'memberships',
      scope: 'alliance:membership:decide',
      row: MembershipRow,
      records: {
        scope: 'alliance:membership:read',
        sql: 'select uscc, role, joined_on from membership where joined_on is not null and ended_on is null',
        keys: [['uscc']],
      },
      apply: (command, rows) => memberships.importRows(command, rows),
    });
  }
}
