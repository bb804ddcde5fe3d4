import { events } from '@park/contracts';
import { Choice, DateField, Formed, Id, ListQuery, Sha256, Text, Whole } from '@park/service-kit';
import type { ProjectSector } from '../projects/project.ts';
import { stages, type DealState, type FinancingRound, type Stage } from './deal.ts';

const today = { description: 'Today where it is left out', optional: true };
const amount = { description: '千元, thousand CNY', example: 3000 };

export class OpenDealDto {
  @Id({ description: 'The meeting that it came of, held; it says investor and project', optional: true })
  match_request_id?: string;

  @Id({ description: 'The roadshow pitch that it came of, presented; it says the project', optional: true })
  pitch_id?: string;

  @Id({ description: 'Required unless it came of a meeting', optional: true })
  investor_id?: string;

  @Id({ description: 'Required unless it came of a meeting or a pitch', optional: true })
  project_id?: string;

  @DateField(today)
  opened_on?: string;
}

export class AdvanceDealDto {
  @Choice(stages, { description: 'The next stage: due_diligence 尽调, term_sheet 意向书, signed 签约' })
  to: Stage;

  @DateField(today)
  on?: string;
}

export class FundDealDto {
  @Whole(1, 1_000_000_000, amount)
  amount_kcny: number;

  @Choice(events.financingRounds)
  round: FinancingRound;

  @DateField({ description: 'The day of the money' })
  funded_on: string;

  @Sha256({ description: 'SHA-256 of the evidence of the payment, hex; the same one counts once in the park' })
  evidence_sha256: string;

  @Text(200, { description: 'Names no person', example: '到账凭证.pdf', optional: true })
  evidence_file_name?: string;
}

export class CloseDealDto {
  @Text(500, { description: 'Names no person' })
  reason: string;

  @DateField(today)
  on?: string;
}

export class CorrectDealDto {
  @Whole(1, 1_000_000_000, amount)
  amount_kcny: number;

  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class DealsQuery extends ListQuery {
  @Id({ description: 'The answer then also has the sums of the project', optional: true })
  project_id?: string;

  @Id({ optional: true })
  investor_id?: string;

  @Id({ optional: true })
  gathering_id?: string;

  @Id({ optional: true })
  season_id?: string;

  @Id({ optional: true })
  match_request_id?: string;

  @Id({ optional: true })
  pitch_id?: string;

  @Choice(events.dealStates, { optional: true })
  state?: DealState;

  @Choice(events.projectSectors, { description: 'Of the project', optional: true })
  sector?: ProjectSector;

  @Choice(events.financingRounds, { optional: true })
  round?: FinancingRound;

  @DateField({ description: 'Opened on this day or later', optional: true })
  opened_on_from?: string;

  @DateField({ description: 'Opened before this day', optional: true })
  opened_on_to?: string;

  @DateField({ description: 'Funded on this day or later', optional: true })
  funded_on_from?: string;

  @DateField({ description: 'Funded before this day', optional: true })
  funded_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/**
 * A row of the import: a deal as far as it has come. Found again by its code, its meeting, or investor, project and day; a known one is
 * caught up on.
 */
export class DealRow {
  @Formed(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens', {
    description: 'Not of the series DL-000001, which it gets where this is left out',
    example: 'QCJ-2025-D01',
    optional: true,
  })
  code?: string;

  @Text(40, { description: 'Code of the investor', example: 'COASTLINE' })
  investor_code: string;

  @Text(40, { description: 'Code of the project', example: 'BUOY-2025' })
  project_code: string;

  @Text(40, { description: 'Code of the match request whose meeting it came of', example: 'QCJ-2025-M01', optional: true })
  match_request_code?: string;

  @DateField()
  opened_on: string;

  @Choice(events.dealStates, { description: 'As far as it has come', default: 'open', optional: true })
  stage?: DealState;

  @Whole(1, 1_000_000_000, { ...amount, description: '千元, thousand CNY; of a funded one', optional: true })
  amount_kcny?: number;

  @Choice(events.financingRounds, { description: 'Of a funded one', optional: true })
  round?: FinancingRound;

  @DateField({ description: 'Of a funded one: the day of the money', optional: true })
  funded_on?: string;

  @Sha256({ description: 'Of a funded one: SHA-256 of the evidence of the payment, hex', optional: true })
  evidence_sha256?: string;

  @Text(200, { description: 'Names no person', optional: true })
  evidence_file_name?: string;

  @DateField({ description: 'Of a closed_lost one', optional: true })
  closed_on?: string;

  @Text(500, { description: 'Of a closed_lost one: why; names no person', optional: true })
  closed_reason?: string;
}
