import { tenants } from '@park/contracts';
import { Area, Choice, DateField, Fen, Id, ListQuery, NestedList, Sha256, Text, Texts, Uscc, Whole } from '@park/service-kit';
import { type LeaseState, leaseStates } from './lease.ts';
import type { ApprovalRoute, Terms } from './lease-terms.ts';
import type { Termination } from './lease-course.ts';

const price = { description: 'Rent, fen per m² and day', example: 150 };

export class LeaseUnitDto {
  @Id()
  unit_id: string;

  @Area({ description: 'm²; without it the whole unit', optional: true })
  area_m2?: number;

  @DateField({ description: 'Without it from the lease’s start', optional: true })
  start_on?: string;

  @DateField({ description: 'Exclusive; without it until the lease’s end', optional: true })
  end_on?: string;

  @Whole(0, 1_000_000, price)
  price_fen_per_m2_day: number;
}

export class RentStepDto {
  @DateField({ description: 'From this day on, until the next step' })
  from_on: string;

  @Whole(0, 1_000_000, { ...price, optional: true })
  price_fen_per_m2_day?: number;

  @Fen({ description: 'The deposit in all, fen', optional: true })
  deposit_fen?: number;
}

class TermsDto {
  @DateField()
  start_on: string;

  @DateField({ description: 'Exclusive' })
  end_on: string;

  @Choice(tenants.leaseCycles, { description: 'How often the rent is due' })
  cycle: Terms['cycle'];

  @Whole(0, 1000, { default: 0, optional: true })
  rent_free_days?: number;

  @Fen()
  deposit_fen: number;
}

export class ReviseLeaseDto extends TermsDto {
  @NestedList(() => LeaseUnitDto, 1, 50)
  units: LeaseUnitDto[];

  @NestedList(() => RentStepDto, 0, 20, {
    description: 'The price of all units, the deposit or both, from a day within the term on, by their days',
    optional: true,
  })
  rent_steps?: RentStepDto[];
}

export class DraftLeaseDto extends ReviseLeaseDto {
  @Id({ description: 'The tenant' })
  entity_id: string;

  @Id({ description: 'The lease that this one renews; it begins where that one ends', optional: true })
  renewal_of_id?: string;
}

export class ApproveLeaseDto {
  @Text(500, { optional: true })
  opinion?: string;
}

export class RejectLeaseDto {
  @Text(500)
  opinion: string;
}

export class VoidLeaseDto {
  @Text(500)
  reason: string;
}

export class SignLeaseDto {
  @DateField()
  sign_on: string;

  @Sha256({ description: 'SHA-256 of the signed file, hex' })
  file_sha256: string;

  @Fen({ description: 'Deposit received so far, fen', default: 0, optional: true })
  deposit_received_fen?: number;
}

export class ActivateLeaseDto {
  @Fen({ description: 'Deposit received in all, fen; without it what was said at the signature', optional: true })
  deposit_received_fen?: number;
}

export class AmendLeaseDto {
  @DateField({ description: 'Another end, exclusive', optional: true })
  end_on?: string;

  @Whole(0, 1_000_000, { ...price, optional: true })
  price_fen_per_m2_day?: number;

  @Fen({ description: 'The deposit in all, fen', optional: true })
  deposit_fen?: number;

  @DateField({ description: 'Of the price and the deposit: from this day on, also ahead, until the next step' })
  effective_date: string;

  @Text(500)
  reason: string;
}

export class ReceiveDepositDto {
  @Whole(1, 1_000_000_000_000, { description: 'At most what is missing of the deposit, fen', example: 120_000 })
  amount_fen: number;

  @DateField()
  received_on: string;
}

export class TerminateLeaseDto implements Termination {
  @DateField({ description: 'First day on which the space is free' })
  terminated_on: string;

  @Choice(tenants.terminationInitiators)
  initiator: Termination['initiator'];

  @Fen()
  penalty_fen: number;

  @Text(500)
  reason: string;
}

export class CancelTerminationDto {
  @Text(500)
  reason: string;
}

export class HandBackDto {
  @DateField()
  handed_back_on: string;
}

export class SettleLeaseDto {
  @Fen({ description: 'Taken from the deposit, fen' })
  deductions_fen: number;
}

export class CloseLeaseDto {
  @DateField()
  closed_on: string;
}

export class LeasesQuery extends ListQuery {
  @Id({ optional: true })
  entity_id?: string;

  @Choice(leaseStates, { optional: true })
  state?: LeaseState;

  @Choice(tenants.approvalRoutes, { optional: true })
  approval_route?: ApprovalRoute;

  @DateField({ description: 'Ends on this day or later', optional: true })
  end_on_from?: string;

  @DateField({ description: 'Ends before this day', optional: true })
  end_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** A row of the import: a lease that was signed on paper, as far as it has come. */
export class LeaseRow extends TermsDto {
  @Text(30, { description: 'Contract number, unique; not of the series LS-000001, which the park gives by itself', example: 'LS-P-0001' })
  code: string;

  @Uscc()
  entity_uscc: string;

  @Texts(50, 30, { description: 'Separated by ;', example: 'B01-0301;B01-0302' })
  unit_codes: string[];

  @Whole(0, 1_000_000, price)
  price_fen_per_m2_day: number;

  @DateField()
  sign_on: string;

  @Sha256({ description: 'SHA-256 of the signed file, hex' })
  file_sha256: string;

  @DateField({ description: 'When it was terminated, or handed back after its end', optional: true })
  ended_on?: string;
}
