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
      apply: (command, rows) => memberships.importRows(command, rows),
    });
  }
}
