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
      records: {
        scope: 'events:match:read',
        sql: `select m.code, g.code as gathering_code, i.code as investor_code, p.code as project_code, m.asked_by, m.requested_on,
                     case when m.state = 'requested' then null when m.state in ('declined', 'expired') then m.state
                       when m.state = 'cancelled' and m.table_no is null then m.state else 'accepted' end as answer,
                     m.table_no, m.starts_at, m.ends_at,
                     case when m.state in ('held', 'followed_up') then 'held' when m.state = 'no_show' then m.state
                       when m.state = 'cancelled' and m.table_no is not null then m.state end as outcome,
                     m.investor_interest, m.project_interest, m.absent, m.follow_up_outcome
              from match_request m join gathering g on g.id = m.gathering_id join investor i on i.id = m.investor_id
              join project p on p.id = m.project_id`,
        keys: [['gathering_code', 'investor_code', 'project_code', 'requested_on']],
        steps: { answer: ['accepted', 'cancelled'] },
      },
      apply: (command, rows) => requestsImport.importRows(command, rows),
    });
  }
}
