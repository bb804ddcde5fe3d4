/** Clock job and import of claims. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClaimRow } from './claims.dto.ts';
import { ClaimsImportService } from './claims-import.service.ts';
import { ClaimsService } from './claims.service.ts';

@Injectable()
export class ClaimsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(ClaimsService) claims: ClaimsService,
    @Inject(ClaimsImportService) claimsImport: ClaimsImportService,
  ) {
    schedule.addForEach({
      name: 'claims: decline unanswered',
      due: `select id, starts_at as due_at from claim where state = 'proposed' and starts_at <= :now`,
      step: (command, id) => claims.lapse(command, id),
    });
    imports.add({
      kind: 'claims',
      scope: 'alliance:claim:write',
      row: ClaimRow,
      apply: (command, rows) => claimsImport.importRows(command, rows),
    });
  }
}
