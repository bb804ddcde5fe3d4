/** The file that units can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { UnitRow } from './units.dto.ts';
import { UnitsService } from './units.service.ts';

@Injectable()
export class UnitsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(UnitsService) units: UnitsService) {
    imports.add({
      kind: 'units',
      scope: 'tenants:unit:write',
      row: UnitRow,
      records: {
        scope: 'tenants:unit:read',
        sql: `select u.code, b.code as building_code, p.code as parent_code, u.floor, u.usage, u.gfa_m2, u.use_m2, u.rentable,
                     u.ref_price_fen_per_m2_day, u.state
              from unit u join building b on b.id = u.building_id left join unit p on p.id = u.parent_unit_id`,
        keys: [['code']],
      },
      apply: (command, rows) => units.importRows(command, rows),
    });
  }
}
