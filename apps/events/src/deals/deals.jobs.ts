/** The file that deals can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { stages } from './deal.ts';
import { DealRow } from './deals.dto.ts';
import { DealsImportService } from './deals-import.service.ts';

@Injectable()
export class DealsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(DealsImportService) deals: DealsImportService) {
    imports.add({
      kind: 'deals',
      scope: 'events:deal:write',
      row: DealRow,
      records: {
        scope: 'events:deal:read',
        sql: `select d.code, i.code as investor_code, p.code as project_code, m.code as match_request_code, d.opened_on, d.state as stage,
                     d.amount_kcny, d.round, d.funded_on, d.evidence_sha256, d.evidence_file_name,
                     case d.state when 'closed_lost' then d.stage_since end as closed_on
              from deal d join investor i on i.id = d.investor_id join project p on p.id = d.project_id
              left join match_request m on m.id = d.match_request_id`,
        keys: [['code'], ['match_request_code'], ['investor_code', 'project_code', 'opened_on']],
        steps: { stage: ['open', ...stages, ['funded', 'closed_lost']] },
      },
      apply: (command, rows) => deals.importRows(command, rows),
    });
  }
}
