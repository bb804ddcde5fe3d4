import { housing } from '@park/contracts';
import { Choice, DateField, Decimal, Fen, Id, ListQuery, Sha256, Text, Uscc, Whole } from '@park/service-kit';
import { IntersectionType } from '@nestjs/swagger';
import type { Brand } from '../apartments/apartment.ts';
import { IdentityDto } from '@park/directory';
import type { ReviewGround } from '../review-flag.ts';
import { type Handover, type Product, type TenancyState, tenancyStates, type Terms } from './tenancy.ts';

const bed = { description: 'Bed of the apartment, from 1; without it the apartment as a whole', optional: true };
const product = { description: 'short_stay: 驿站短住; long_let: 公寓长租' };
const end = { description: 'Exclusive', example: '2026-06-01' };
const discount = { description: 'Percent of the rent', default: 0, optional: true };
const meter = 1_000_000_000;

export class ReserveDto extends IdentityDto {
  @Id()
  apartment_id: string;

  @Whole(1, 20, bed)
  bed?: number;

  @Choice(housing.products, product)
  product: Product;

  @Uscc({ optional: true, description: 'The employer who vouches for them' })
  employer_uscc?: string;

  @DateField()
  start_on: string;

  @DateField(end)
  end_on: string;
}

export class MoveDatesDto {
  @DateField()
  start_on: string;

  @DateField(end)
  end_on: string;

  @Sha256({ description: 'Of the contract signed for these days; required once contracted, and not before', optional: true })
  contract_sha256?: string;
}

export class ContractDto implements Terms {
  @Fen()
  rent_fen_per_month: number;

  @Decimal(0, 100, 2, discount)
  discount_pct?: number;

  @Fen()
  deposit_fen: number;

  @Sha256({ description: 'Of the signed contract' })
  contract_sha256: string;
}

class HandoverDto {
  @Whole(1, 20, { description: 'How many people move in' })
  occupants: number;

  @Whole(0, 50)
  keys: number;

  @Whole(0, 1000)
  photos: number;

  @Decimal(0, meter, 3, { description: 'Water meter, m³', optional: true })
  water_m3?: number;

  @Decimal(0, meter, 3, { description: 'Electricity meter, kWh', optional: true })
  electricity_kwh?: number;

  @Decimal(0, meter, 3, { description: 'Gas meter, m³, where there is one', optional: true })
  gas_m3?: number;
}

export class CheckInDto extends HandoverDto implements Handover {
  @DateField({ description: 'The day on which they got the keys' })
  checked_in_on: string;

  @Fen({ description: 'What has been paid of the deposit, CNY fen 分' })
  deposit_paid_fen: number;
}

export class NoticeDto {
  @DateField({ description: 'The day on which they leave' })
  planned_on: string;
}

export class CloseTenancyDto {
  @DateField({ description: 'The day on which the keys came back' })
  closed_on: string;

  @Fen({ description: 'Damage and open bills, CNY fen 分; a penalty comes on top', default: 0, optional: true })
  deductions_fen?: number;
}

export class CancelTenancyDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class ClearReviewDto {
  @Text(500, { description: 'What came of it; names no person' })
  outcome: string;
}

export class TenanciesQuery extends ListQuery {
  @Choice(tenancyStates, { optional: true })
  state?: TenancyState;

  @Choice(housing.brands, { optional: true })
  brand?: Brand;

  @Choice(housing.products, { ...product, optional: true })
  product?: Product;

  @Id({ optional: true })
  apartment_id?: string;

  @Id({ optional: true })
  person_id?: string;

  @Id({ optional: true })
  application_id?: string;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @Choice(housing.reviewGrounds, { description: 'Only those flagged for review', optional: true })
  review_ground?: ReviewGround;

  @DateField({ description: 'Begins on this day or later', optional: true })
  start_on_from?: string;

  @DateField({ description: 'Begins before this day', optional: true })
  start_on_to?: string;

  @DateField({ description: 'Ends on this day or later', optional: true })
  end_on_from?: string;

  @DateField({ description: 'Ends before this day', optional: true })
  end_on_to?: string;

  @Text(100, { description: 'Part of the code or of the employer’s USCC', optional: true })
  q?: string;
}

/** A row of the import: a tenancy that exists already, from its reservation to the check-in, and to its closing where there was one. */
export class TenancyRow extends IntersectionType(IdentityDto, HandoverDto, ContractDto) {
  @Text(40, { example: 'HK-0301' })
  apartment_code: string;

  @Whole(1, 20, bed)
  bed?: number;

  @Choice(housing.products, product)
  product: Product;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @DateField()
  start_on: string;

  @DateField(end)
  end_on: string;

  @DateField()
  checked_in_on: string;

  @DateField({ description: 'The day on which the keys came back; empty while they live there', optional: true })
  closed_on?: string;

  @Fen({ description: 'With closed_on; a penalty for leaving early comes on top', default: 0, optional: true })
  deductions_fen?: number;
}
