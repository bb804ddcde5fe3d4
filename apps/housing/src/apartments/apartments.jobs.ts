/** The file that apartments can be imported from. */
import { Imports } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ApartmentRow } from './apartments.dto.ts';
import { ApartmentsService } from './apartments.service.ts';

@Injectable()
export class ApartmentsJobs {
  constructor(@Inject(Imports) imports: Imports, @Inject(ApartmentsService) apartments: ApartmentsService) {
    imports.add({
      kind: 'apartments',
      scope: 'housing:apartment:write',
      row: ApartmentRow,
      records: {
        scope: 'housing:apartment:read',
        sql: `select code, brand, building, floor, layout, area_m2, beds, allocatable_as, status_since as added_on,
                     case when status <> 'retired' then status end as status
              from apartment`,
        keys: [['code']],
        derived: () => ['added_on'],
      },
      apply: (command, rows) => apartments.importRows(command, rows),
    });
  }
}
