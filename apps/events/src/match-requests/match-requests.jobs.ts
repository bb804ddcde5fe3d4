/** Clock jobs and import of match requests. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { MatchRequestRow } from './match-requests.dto.ts';
import { MatchRequestsImportService } from './match-requests-import.service.ts';
import { MatchRequestsService } from './match-requests.service.ts';

@Injectable()
export class MatchRequestsJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(MatchRequestsService) requests: MatchRequestsService,
    @Inject(MatchRequestsImportService) requestsImport: MatchRequestsImportService,
  ) {
    schedule.addForEach({
      name: 'match requests: expire',
      due: `select id, expires_at as due_at from match_request where state = 'requested' and expires_at <= :now`,
      step: (command, id) => requests.expire(command, id),
    });
    imports.add({
      kind: 'match-requests',
      scope: 'events:match:write',
      row: MatchRequestRow,
      apply: (command, rows) => requestsImport.importRows(command, rows),
    });
  }
}
