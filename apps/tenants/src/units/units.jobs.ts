/** The file that units can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { UnitRow } from './units.dto.ts';
import { UnitsService } from './units.service.ts';

@Injectable()
export class UnitsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(UnitsService) units: UnitsService) {
    imports.add({ kind: 'units', scope: 'tenants:unit:write', row: UnitRow, apply: (command, rows) => units.importRows(command, rows) });
  }
}
