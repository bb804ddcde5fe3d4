/** The parts of the three lists 三张清单 for the module of the service: needs, resources, claims and projects, and the matcher. */
import { ClaimsController } from '../claims/claims.controller.ts';
import { ClaimsImportService } from '../claims/claims-import.service.ts';
import { ClaimsJobs } from '../claims/claims.jobs.ts';
import { ClaimsService } from '../claims/claims.service.ts';
import { ClaimTable } from '../claims/claim.table.ts';
import { InactiveMembersService } from '../claims/inactive-members.service.ts';
import { MatchesController } from '../matching/matches.controller.ts';
import { CreateClaim1766000000032 } from '../migrations/claim.migration.ts';
import { CreateNeed1766000000030 } from '../migrations/need.migration.ts';
import { CreateProject1766000000033 } from '../migrations/project.migration.ts';
import { CreateResource1766000000031 } from '../migrations/resource.migration.ts';
import { ProjectsController } from '../projects/projects.controller.ts';
import { ProjectsJobs } from '../projects/projects.jobs.ts';
import { ProjectsService } from '../projects/projects.service.ts';
import { ProjectTable } from '../projects/project.table.ts';
import { ResourceSlotsController } from '../resources/resource-slots.controller.ts';
import { ResourcesController } from '../resources/resources.controller.ts';
import { ResourcesImportService } from '../resources/resources-import.service.ts';
import { ResourcesJobs } from '../resources/resources.jobs.ts';
import { ResourcesService } from '../resources/resources.service.ts';
import { ResourceSlotTable, ResourceTable } from '../resources/resource.table.ts';
import { NeedTable } from './need.table.ts';
import { NeedsController } from './needs.controller.ts';
import { NeedsImportService } from './needs-import.service.ts';
import { NeedsJobs } from './needs.jobs.ts';
import { NeedsService } from './needs.service.ts';

export const threeLists = {
  controllers: [NeedsController, MatchesController, ResourcesController, ResourceSlotsController, ClaimsController, ProjectsController],
  providers: [
    NeedsService,
    NeedsImportService,
    NeedsJobs,
    ResourcesService,
    ResourcesImportService,
    ResourcesJobs,
    ClaimsService,
    ClaimsImportService,
    ClaimsJobs,
    ProjectsService,
    ProjectsJobs,
    InactiveMembersService,
  ],
  tables: [NeedTable, ResourceTable, ResourceSlotTable, ClaimTable, ProjectTable],
  migrations: [CreateNeed1766000000030, CreateResource1766000000031, CreateClaim1766000000032, CreateProject1766000000033],
  rules: {
    need_code: { code: 'code_taken', detail: 'A need with this code exists already.' },
    need_not_overclaimed: { code: 'exceeds_need', detail: 'More would be accepted than is needed.' },
    resource_code: { code: 'code_taken', detail: 'A resource with this code exists already.' },
    resource_slot_overlaps: { code: 'slot_overlaps', detail: 'The resource has another slot at some of this time.' },
    claim_code: { code: 'code_taken', detail: 'A claim with this code exists already.' },
    claim_slot_given: { code: 'slot_taken', detail: 'The slot is given to another member, or was removed.' },
    claim_live_need: { code: 'claim_exists', detail: 'The member has a claim on this need that is proposed or accepted.' },
    claim_live_slot: { code: 'claim_exists', detail: 'The member has a claim on this slot that is proposed or accepted.' },
    project_code: { code: 'code_taken', detail: 'A project with this code exists already.' },
  },
};
