/** The file that buildings can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { RegisterBuildingDto } from './buildings.dto.ts';
import { BuildingsService } from './buildings.service.ts';

@Injectable()
export class BuildingsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(BuildingsService) buildings: BuildingsService) {
    imports.add({
      kind: 'buildings',
      scope: 'tenants:building:write',
      row: RegisterBuildingDto,
      records: {
        scope: 'tenants:building:read',
        sql: 'select code, name, floors, gfa_m2, land_area_mu, year_built, state from building',
        keys: [['code']],
      },
      apply: (command, rows) => buildings.importRows(command, rows),
    });
  }
}
