/** The file that pitches can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PitchesImportService } from './pitches-import.service.ts';
import { PitchRow } from './pitches.dto.ts';

@Injectable()
export class PitchesJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(PitchesImportService) pitches: PitchesImportService) {
    // A row may carry a decision and a score, so the scope for deciding is asked for.
    imports.add({
      kind: 'pitches',
      scope: 'events:roadshow:decide',
      row: PitchRow,
      apply: (command, rows) => pitches.importRows(command, rows),
    });
  }
}
