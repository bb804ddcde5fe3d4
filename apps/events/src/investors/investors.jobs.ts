/** The file that investors can be imported from. */
import { Imports, PersonalData } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { InvestorRow } from './investors.dto.ts';
import { InvestorsService } from './investors.service.ts';

@Injectable()
export class InvestorsJobs {
  constructor(
    @Inject(Imports) imports: Imports,
    @Inject(PersonalData) sealed: PersonalData,
    @Inject(InvestorsService) investors: InvestorsService,
  ) {
    imports.add({
      kind: 'investors',
      scope: 'events:investor:write',
      row: InvestorRow,
      sealed,
      records: {
        scope: 'events:investor:read',
        sql: 'select code, name, organisation_uscc, stages, sectors, ticket_from_kcny, ticket_to_kcny, meetings_per_gathering from investor',
        keys: [['code']],
      },
      apply: (command, rows) => investors.importRows(command, rows),
    });
  }
}
