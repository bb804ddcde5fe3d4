/** Clock job and imports of resources. */
import { Imports, Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ResourceRow, ResourceSlotRow } from './resources.dto.ts';
import { ResourcesImportService } from './resources-import.service.ts';
import { ResourcesService } from './resources.service.ts';

@Injectable()
export class ResourcesJobs {
  constructor(
    @Inject(Schedule) schedule: Schedule,
    @Inject(Imports) imports: Imports,
    @Inject(ResourcesService) resources: ResourcesService,
    @Inject(ResourcesImportService) resourcesImport: ResourcesImportService,
  ) {
    schedule.addForEach({
      name: 'resources: end the listing',
      due: `select id, listed_until as due_at from resource where state = 'listed' and listed_until <= :today`,
      step: (command, id) => resources.endListing(command, id),
    });
    imports.add({
      kind: 'resources',
      scope: 'alliance:resource:write',
      row: ResourceRow,
      records: {
        scope: 'alliance:resource:read',
        sql: `select code, member_uscc, mode, category, title, capacity, unit, instant, listed_on, listed_until, state, delisted_on
              from resource
              where listed_on is not null`,
        keys: [['code']],
      },
      apply: (command, rows) => resourcesImport.importRows(command, rows),
    });
    imports.add({
      kind: 'resource-slots',
      scope: 'alliance:resource:write',
      row: ResourceSlotRow,
      records: {
        scope: 'alliance:resource:read',
        sql: `select r.code as resource_code, s.starts_at, s.ends_at
              from resource_slot s join resource r on r.id = s.resource_id
              where s.state <> 'removed'`,
        keys: [['resource_code', 'starts_at', 'ends_at']],
      },
      apply: (command, rows) => resourcesImport.importSlots(command, rows),
    });
  }
}
