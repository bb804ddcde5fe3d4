/** Import of the booths of a fair. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { BoothRow } from './booths.dto.ts';
import { BoothsService } from './booths.service.ts';

@Injectable()
export class BoothsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(BoothsService) booths: BoothsService) {
    imports.add({
      kind: 'booths',
      scope: 'recruitment:booth:write',
      row: BoothRow,
      records: {
        scope: 'recruitment:booth:read',
        sql: 'select f.code as fair_code, b.code, b.zone, b.class, b.power_w, b.size_m2 from booth b join fair f on f.id = b.fair_id',
        keys: [['fair_code', 'code']],
      },
      apply: (command, rows) => booths.importRows(command, rows),
    });
  }
}
