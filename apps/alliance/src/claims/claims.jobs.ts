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
      records: {
        scope: 'alliance:claim:read',
        sql: `select c.code, n.code as need_code, r.code as resource_code, c.starts_at as slot_starts_at, c.by_uscc,
                     case c.kind when 'need' then c.quantity end as quantity,
                     least(c.accepted_on, c.fulfilled_on, (c.created_at at time zone 'Asia/Shanghai')::date) as proposed_on,
                     case c.kind when 'need' then c.due_on end as due_on, c.state, c.accepted_on, c.fulfilled_on as ended_on, c.reason
              from claim c left join need n on n.id = c.need_id left join resource r on r.id = c.resource_id`,
        keys: [['code']],
        steps: { state: ['proposed', 'accepted', ['fulfilled', 'declined', 'withdrawn', 'failed']] },
        derived: ({ state }) => (state === 'fulfilled' ? ['proposed_on'] : ['proposed_on', 'ended_on']),
      },
      apply: (command, rows) => claimsImport.importRows(command, rows),
    });
  }
}
