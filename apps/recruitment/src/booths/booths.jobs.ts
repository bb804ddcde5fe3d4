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
      apply: (command, rows) => booths.importRows(command, rows),
    });
  }
}
