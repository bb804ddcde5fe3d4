/** Import of charters. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { CharterRow } from './charters.dto.ts';
import { ChartersService } from './charters.service.ts';

@Injectable()
export class ChartersJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(ChartersService) charters: ChartersService) {
    // A row adopts, so the scope for deciding is asked for.
    imports.add({
      kind: 'charters',
      scope: 'alliance:membership:decide',
      row: CharterRow,
      records: {
        scope: 'alliance:charter:read',
        sql: 'select version_number, title, sha256, in_force_from from charter where in_force_from is not null',
        keys: [['version_number']],
      },
      apply: (command, rows) => charters.importRows(command, rows),
    });
  }
}
