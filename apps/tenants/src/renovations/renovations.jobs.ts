/** The file that renovation projects can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { RenovationRow } from './renovations.dto.ts';
import { RenovationsService } from './renovations.service.ts';

@Injectable()
export class RenovationsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(RenovationsService) renovations: RenovationsService) {
    imports.add({
      kind: 'renovations',
      scope: 'tenants:renovation:write',
      row: RenovationRow,
      records: {
        scope: 'tenants:renovation:read',
        sql: `select r.code, r.name, r.kind, b.code as building_code, r.indoor_area_m2, r.outdoor_area_m2, r.cost_fen, r.started_on, r.accepted_on
              from renovation r left join building b on b.id = r.building_id`,
        keys: [['code']],
      },
      apply: (command, rows) => renovations.importRows(command, rows),
    });
  }
}
