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
      apply: (command, rows) => resourcesImport.importRows(command, rows),
    });
    imports.add({
      kind: 'resource-slots',
      scope: 'alliance:resource:write',
      row: ResourceSlotRow,
      apply: (command, rows) => resourcesImport.importSlots(command, rows),
    });
  }
}
