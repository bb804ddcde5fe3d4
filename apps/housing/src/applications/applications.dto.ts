import { housing } from '@park/contracts';
import { Choice, Choices, DateField, Flag, Id, InstantField, ListQuery, NestedList, Text, Uscc, Whole } from '@park/service-kit';
import { ArrayMinSize } from 'class-validator';
import type { Brand } from '../apartments/apartment.ts';
import { IdentityDto } from '@park/directory';
import type { ReviewGround } from '../review-flag.ts';
import type { Product } from '../tenancies/tenancy.ts';
import { applicationSources, applicationStates, type Application, type ApplicationState } from './application.ts';
import { degrees, type Degree, type Reason } from './policy.ts';

const documents = [
  'identity_document',
  'degree_certificate',
  'labour_contract',
  'social_insurance_record',
  'housing_certificate',
  'commitment_letter',
];
const product = { description: 'short_stay: 驿站短住; long_let: 公寓长租' };
const graduation = { description: 'Needed for a short stay', optional: true };
const insurance = { description: 'Social insurance is paid in the city' };
const home = { description: 'Owns a home in the city' };
const benefit = { description: 'Enjoys another housing benefit of the city or the district' };

export class DraftApplicationDto extends IdentityDto {
  @Choice(housing.products, product)
  product: Product;

  @Choices(housing.brands, { description: 'None: either will do', optional: true })
  brand_preference?: Brand[];

  @Uscc({ description: 'The employer; for a member organisation always itself', optional: true })
  employer_uscc?: string;

  @DateField()
  requested_start: string;

  @Whole(1, 20, { default: 1, optional: true })
  household_size?: number;

  @Choice(degrees)
  degree: Degree;

  @DateField(graduation)
  graduated_on?: string;

  @Flag(insurance)
  social_insurance: boolean;

  @Flag(home)
  owns_home: boolean;

  @Flag(benefit)
  other_housing_benefit: boolean;
}

export class RequestSupplementDto {
  @Choices(documents)
  @ArrayMinSize(1)
  items: string[];

  @DateField({ description: 'The last day for handing them in; the application lapses after it' })
  due_on: string;
}

export class SupplementDto {
  @Choice(degrees, { optional: true })
  degree?: Degree;

  @DateField(graduation)
  graduated_on?: string;

  @Flag({ ...insurance, optional: true })
  social_insurance?: boolean;

  @Flag({ ...home, optional: true })
  owns_home?: boolean;

  @Flag({ ...benefit, optional: true })
  other_housing_benefit?: boolean;
}

export class ReasonDto implements Reason {
  @Text(60, { example: 'documents' })
  rule: string;

  @Flag()
  passed: boolean;

  @Text(500, { description: 'Names no person', example: 'the labour contract is signed and in force' })
  detail: string;
}

export class DecideDto {
  @NestedList(() => ReasonDto, 0, 20, {
    description: 'What the reviewer found besides the rules of the policy; all must pass',
    optional: true,
  })
  reasons?: ReasonDto[];

  @DateField({ description: 'Exclusive; as long as the policy says where it is left out', optional: true })
  valid_until?: string;

  @Flag({
    description: 'The identity document was checked: it is the person of this citizen id, although the application names them otherwise',
    default: false,
    optional: true,
  })
  same_person?: boolean;
}

export class MoveValidityDto {
  @DateField({ description: 'Exclusive: on this day the application lapses' })
  valid_until: string;
}

export class OfferDto {
  @Id()
  apartment_id: string;

  @Whole(1, 20, { description: 'Without it the apartment as a whole', optional: true })
  bed?: number;

  @DateField()
  start_on: string;

  @DateField({ description: 'Exclusive', example: '2026-06-01' })
  end_on: string;

  @InstantField({ description: 'Three days from now where it is left out; at most 30', optional: true })
  expires_at?: string;

  @Text(500, { description: 'Why others whose turn it was are passed over; names no person', optional: true })
  skip_reason?: string;
}

export class MoveExpiryDto {
  @InstantField({ description: 'At most 30 days from now' })
  expires_at: string;
}

export class WithdrawDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class ConcludeReviewDto {
  @Text(500, { description: 'What came of it; names no person' })
  outcome: string;
}

export class ApplicationsQuery extends ListQuery {
  @Choice(applicationStates, { optional: true })
  state?: ApplicationState;

  @Choice(housing.products, { ...product, optional: true })
  product?: Product;

  @Id({ optional: true })
  person_id?: string;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @Choice(applicationSources, { description: 'hire: drafted from an offer accepted in recruitment', optional: true })
  source?: Application['source'];

  @Id({ description: 'The offer of recruitment that it came of', optional: true })
  offer_id?: string;

  @Choice(housing.reviewGrounds, { description: 'Only those flagged for review', optional: true })
  review_ground?: ReviewGround;

  @DateField({ description: 'Wanted from this day or later', optional: true })
  requested_start_from?: string;

  @DateField({ description: 'Wanted from before this day', optional: true })
  requested_start_to?: string;

  @Text(100, { description: 'Part of the code or of the employer’s USCC', optional: true })
  q?: string;
}

/** A row of the import: an application that was handed in, and decided and put on the waiting list where it was. */
export class ApplicationRow extends DraftApplicationDto {
  @DateField()
  submitted_on: string;

  @DateField({ description: 'Empty while it is under review; the policy’s rules decide', optional: true })
  decided_on?: string;

  @Text(100, { description: 'Id of who reviewed it, required with decided_on', optional: true })
  reviewed_by?: string;

  @DateField({ description: 'Empty where it does not wait', optional: true })
  waitlisted_on?: string;
}
