/** What investor matchmaking and the deals that come of it bring into the service. */
import type { ConstraintRules } from '@park/service-kit';
import { DealTable } from '../deals/deal.table.ts';
import { DealsController } from '../deals/deals.controller.ts';
import { DealsImportService } from '../deals/deals-import.service.ts';
import { DealsJobs } from '../deals/deals.jobs.ts';
import { DealsService } from '../deals/deals.service.ts';
import { InvestorTable } from '../investors/investor.table.ts';
import { InvestorsController } from '../investors/investors.controller.ts';
import { InvestorsJobs } from '../investors/investors.jobs.ts';
import { InvestorsService } from '../investors/investors.service.ts';
import { CreateDeal1764000000022 } from '../migrations/deal.migration.ts';
import { CreateInvestor1764000000020 } from '../migrations/investor.migration.ts';
import { CreateMatchRequest1764000000021 } from '../migrations/match-request.migration.ts';
import { MatchRequestTable } from './match-request.table.ts';
import { MatchRequestsController } from './match-requests.controller.ts';
import { MatchRequestsImportService } from './match-requests-import.service.ts';
import { MatchRequestsJobs } from './match-requests.jobs.ts';
import { MatchRequestsService } from './match-requests.service.ts';
import { MatchScheduleController } from './match-schedule.controller.ts';
import { MatchScheduleService } from './match-schedule.service.ts';
import { SuggestionsController } from './suggestions.controller.ts';

const rules: ConstraintRules = {
  investor_code: { code: 'code_taken', detail: 'An investor with this code exists already.' },
  investor_organisation: { code: 'investor_exists', detail: 'The organisation is an active investor already.' },
  match_request_code: { code: 'code_taken', detail: 'A match request with this code exists already.' },
  match_request_open: { code: 'request_open', detail: 'The two have an open request for this gathering.' },
  match_request_meeting_number: { code: 'concurrent_change', detail: 'The investor got another meeting at the same moment.' },
  match_request_table: { code: 'table_taken', detail: 'Another meeting has the table at some of this time.' },
  match_request_investor: { code: 'investor_busy', detail: 'The investor has another meeting at some of this time.' },
  match_request_project: { code: 'project_busy', detail: 'The project has another meeting at some of this time.' },
  deal_code: { code: 'code_taken', detail: 'A deal with this code exists already.' },
  deal_meeting: { code: 'deal_exists', detail: 'The meeting has led to a deal already.' },
  deal_live: { code: 'deal_open', detail: 'The investor and the project have another deal that is under way.' },
  deal_evidence: { code: 'evidence_used', detail: 'Another deal was funded with this evidence; it counts once.' },
};

export const matchmaking = {
  controllers: [InvestorsController, SuggestionsController, MatchRequestsController, MatchScheduleController, DealsController],
  providers: [
    InvestorsService,
    InvestorsJobs,
    MatchRequestsService,
    MatchRequestsImportService,
    MatchRequestsJobs,
    MatchScheduleService,
    DealsService,
    DealsImportService,
    DealsJobs,
  ],
  tables: [InvestorTable, MatchRequestTable, DealTable],
  migrations: [CreateInvestor1764000000020, CreateMatchRequest1764000000021, CreateDeal1764000000022],
  rules,
};
