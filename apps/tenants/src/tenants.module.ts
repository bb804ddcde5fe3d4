import { serviceEntry } from '@park/contracts';
import { Module } from '@nestjs/common';
import { FIGURE_STATEMENTS, FiguresController, type Service } from '@park/service-kit';
import { figureStatements } from './figures/figures.store.ts';
import { BuildingTable } from './buildings/building.table.ts';
import { BuildingsController } from './buildings/buildings.controller.ts';
import { BuildingsJobs } from './buildings/buildings.jobs.ts';
import { BuildingsService } from './buildings/buildings.service.ts';
import { LeaseTable } from './leases/lease.table.ts';
import { LeasesController } from './leases/leases.controller.ts';
import { LeasesJobs } from './leases/leases.jobs.ts';
import { LeasesImport } from './leases/leases-import.service.ts';
import { LeasesService } from './leases/leases.service.ts';
import { MarketEntitiesController } from './market-entities/market-entities.controller.ts';
import { MarketEntitiesJobs } from './market-entities/market-entities.jobs.ts';
import { MarketEntitiesService } from './market-entities/market-entities.service.ts';
import { MarketEntityTable } from './market-entities/market-entity.table.ts';
import { CreateLease1761000000005 } from './migrations/lease.migration.ts';
import { CreateMarketEntity1761000000001 } from './migrations/market-entity.migration.ts';
import { CreateOperatingReport1761000000003 } from './migrations/operating-report.migration.ts';
import { CreateQualification1761000000002 } from './migrations/qualification.migration.ts';
import { AddRentSteps1764000000007 } from './migrations/rent-step.migration.ts';
import { AddScheduledResidency1764000000006 } from './migrations/scheduled-residency.migration.ts';
import { CreateSpace1761000000004 } from './migrations/space.migration.ts';
import { OccupanciesController } from './occupancies/occupancies.controller.ts';
import { OccupanciesJobs } from './occupancies/occupancies.jobs.ts';
import { OccupanciesService } from './occupancies/occupancies.service.ts';
import { OccupancyTable } from './occupancies/occupancy.table.ts';
import { OperatingReportsController } from './operating-reports/operating-reports.controller.ts';
import { OperatingReportsJobs } from './operating-reports/operating-reports.jobs.ts';
import { OperatingReportsService } from './operating-reports/operating-reports.service.ts';
import { OperatingReportTable } from './operating-reports/operating-report.table.ts';
import { QualificationsController } from './qualifications/qualifications.controller.ts';
import { QualificationsJobs } from './qualifications/qualifications.jobs.ts';
import { QualificationsService } from './qualifications/qualifications.service.ts';
import { QualificationTable } from './qualifications/qualification.table.ts';
import { RenovationTable } from './renovations/renovation.table.ts';
import { RenovationsController } from './renovations/renovations.controller.ts';
import { RenovationsJobs } from './renovations/renovations.jobs.ts';
import { RenovationsService } from './renovations/renovations.service.ts';
import { tenantsSettings } from './tenants.config.ts';
import { UnitTable } from './units/unit.table.ts';
import { UnitsController } from './units/units.controller.ts';
import { UnitsJobs } from './units/units.jobs.ts';
import { UnitsService } from './units/units.service.ts';

@Module({
  controllers: [
    MarketEntitiesController,
    QualificationsController,
    OperatingReportsController,
    BuildingsController,
    RenovationsController,
    UnitsController,
    OccupanciesController,
    LeasesController,
    FiguresController,
  ],
  providers: [
    { provide: FIGURE_STATEMENTS, useValue: figureStatements },
    MarketEntitiesService,
    QualificationsService,
    OperatingReportsService,
    BuildingsService,
    RenovationsService,
    UnitsService,
    OccupanciesService,
    LeasesService,
    LeasesImport,
    BuildingsJobs,
    RenovationsJobs,
    UnitsJobs,
    MarketEntitiesJobs,
    OperatingReportsJobs,
    QualificationsJobs,
    OccupanciesJobs,
    LeasesJobs,
  ],
})
class TenantsModule {}

export const service: Service = {
  ...serviceEntry('tenants'),
  description: 'Market entities, their qualifications and reports; buildings, renovations and units; occupancy and leases.',
  module: TenantsModule,
  settings: tenantsSettings,
  tables: [
    MarketEntityTable,
    QualificationTable,
    OperatingReportTable,
    BuildingTable,
    RenovationTable,
    UnitTable,
    OccupancyTable,
    LeaseTable,
  ],
  migrations: [
    CreateMarketEntity1761000000001,
    CreateQualification1761000000002,
    CreateOperatingReport1761000000003,
    CreateSpace1761000000004,
    CreateLease1761000000005,
    AddScheduledResidency1764000000006,
    AddRentSteps1764000000007,
  ],
  rules: {
    market_entity_uscc: { code: 'uscc_taken', detail: 'An entity with this USCC is registered already.' },
    qualification_overlap: { code: 'validity_overlaps', detail: 'The entity holds a qualification of this type for a part of that time.' },
    qualification_entity: { code: 'unknown_entity', detail: 'No such market entity.' },
    operating_report_period: { code: 'report_exists', detail: 'The entity has a report for this period already.' },
    operating_report_entity: { code: 'unknown_entity', detail: 'No such market entity.' },
    building_code: { code: 'code_taken', detail: 'A building with this code is registered already.' },
    renovation_code: { code: 'code_taken', detail: 'A renovation project with this code is planned already.' },
    renovation_building: { code: 'unknown_building', detail: 'No such building.' },
    unit_code: { code: 'code_taken', detail: 'A unit with this code exists already.' },
    unit_building: { code: 'unknown_building', detail: 'No such building.' },
    unit_parent: { code: 'unknown_unit', detail: 'No such unit to contain it.' },
    occupancy_claim_overlap: {
      code: 'unit_occupied',
      detail: 'Somebody has the unit, a part of it or a unit around it for a part of that time.',
    },
    lease_code: { code: 'code_taken', detail: 'A lease with this code is known already.' },
    lease_renewed_once: { code: 'renewal_exists', detail: 'Another lease renews that one already.' },
  },
};
