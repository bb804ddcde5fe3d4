import { fileURLToPath } from 'node:url';
import { serviceEntry } from '@park/contracts';
import { Module } from '@nestjs/common';
import { CLOCK, SETTINGS, WebPage, type Clock, type Service } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { KpiController } from './answers/kpi.controller.ts';
import { Kpis } from './answers/kpi.service.ts';
import { ProjectionController } from './answers/projection.controller.ts';
import { BoardController } from './board/board.controller.ts';
import { LiveBoard } from './board/board.service.ts';
import { DashboardController } from './dashboard/dashboard.controller.ts';
import { Exports } from './export/exports.service.ts';
import { AllianceController } from './figures/alliance/overview/alliance.controller.ts';
import { AllianceLists } from './figures/alliance/overview/lists.service.ts';
import { AllianceOverviews } from './figures/alliance/overview/overview.service.ts';
import { NeedMatching } from './figures/alliance/overview/need-matching.service.ts';
import { GatheringsController } from './figures/events/programme/gatherings.controller.ts';
import { Programme } from './figures/events/programme/programme.service.ts';
import { Roadshows } from './figures/events/programme/roadshow.service.ts';
import { SeasonsController } from './figures/events/programme/seasons.controller.ts';
import { FeedsController } from './figures/feeds/overview/feeds.controller.ts';
import { FeedsHealth } from './figures/feeds/overview/feeds-health.service.ts';
import { FairsController } from './figures/recruitment/talent/fairs.controller.ts';
import { Fairs } from './figures/recruitment/talent/fairs.service.ts';
import { TalentController } from './figures/recruitment/talent/talent.controller.ts';
import { Talent } from './figures/recruitment/talent/talent.service.ts';
import { figures } from './figures/registry.ts';
import { Snapshots } from './figures/snapshots.service.ts';
import { SpaceController } from './figures/tenants/space/space.controller.ts';
import { Space } from './figures/tenants/space/space.service.ts';
import { Freshness } from './intake/freshness.service.ts';
import { IntakeController } from './intake/intake.controller.ts';
import { LedgerMemory } from './kpi/ledger-memory.service.ts';
import { CatchUp, KINDS } from './ledger/catch-up.service.ts';
import { BuildInBulk1763000000004, KeepJsonAsText1763000000005 } from './migrations/bulk-build.migration.ts';
import { CreateLedger1763000000001 } from './migrations/ledger.migration.ts';
import { CreateReconciliation1763000000002, ForgetUnitlessReconciliations1763000000003 } from './migrations/reconciliation.migration.ts';
import { DataQualityController } from './quality/data-quality.controller.ts';
import { DataQualityService } from './quality/data-quality.service.ts';
import { Reconciliation } from './reconciliation/reconciliation.service.ts';
import { ReconciliationController } from './reconciliation/reconciliation.controller.ts';
import { ServicesClient } from './services/services.client.ts';
import { reportingSettings, type ReportingSettings } from './reporting.config.ts';

const dashboardInWorkspace = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

@Module({
  controllers: [
    IntakeController,
    KpiController,
    BoardController,
    SpaceController,
    SeasonsController,
    GatheringsController,
    FairsController,
    TalentController,
    AllianceController,
    FeedsController,
    DataQualityController,
    ProjectionController,
    ReconciliationController,
    DashboardController,
  ],
  providers: [
    CatchUp,
    { provide: KINDS, useValue: figures.kinds },
    Exports,
    Kpis,
    { provide: LedgerMemory, inject: [DataSource], useFactory: (dataSource: DataSource) => new LedgerMemory(dataSource, figures) },
    LiveBoard,
    Snapshots,
    Space,
    Programme,
    Roadshows,
    Fairs,
    Talent,
    AllianceOverviews,
    AllianceLists,
    NeedMatching,
    FeedsHealth,
    Freshness,
    DataQualityService,
    Reconciliation,
    {
      provide: ServicesClient,
      inject: [SETTINGS, CLOCK],
      useFactory: (settings: ReportingSettings, clock: Clock) => new ServicesClient(settings, clock),
    },
    {
      provide: WebPage,
      inject: [SETTINGS],
      useFactory: ({ DASHBOARD_DIR: dir = dashboardInWorkspace, OIDC_ISSUER: issuer }: ReportingSettings) =>
        new WebPage({ dir, entrance: '/index.html', issuer }),
    },
  ],
})
class ReportingModule {}

export const service: Service = {
  ...serviceEntry('reporting'),
  description:
    'The park’s figures from the events of all services, each with its definition and the facts behind it; the board; data quality.',
  module: ReportingModule,
  settings: reportingSettings,
  tables: [],
  migrations: [
    CreateLedger1763000000001,
    CreateReconciliation1763000000002,
    ForgetUnitlessReconciliations1763000000003,
    BuildInBulk1763000000004,
    KeepJsonAsText1763000000005,
  ],
  rules: {},
  // The journal remembers what was taken in, see ledger/intake.store.ts.
  takenInOnce: async (_tx, events) => [...events],
  gatherMs: 0,
};
