import { events } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, Id, InstantField, ListQuery, Text, Uscc, Whole } from '@park/service-kit';
import type { RegistrationSource, RegistrationState, ReviewGround } from './registration.ts';

const places = { description: 'For so many people, all or none; the person who registers counts', default: 1, optional: true };
const organisation = { description: 'The market entity that the person comes from', optional: true };
const mostPlaces = 100;

export class RegisterDto extends IdentityDto {
  @Id()
  gathering_id: string;

  @Id({ description: 'Without it the general type', optional: true })
  type_id?: string;

  @Whole(1, mostPlaces, places)
  places?: number;

  @Uscc(organisation)
  organisation_uscc?: string;

  @Choice(['web', 'api', 'walk_in'], {
    description: 'walk_in 现场报名: at the door, also outside of the window, within the places that are left',
    default: 'web',
    optional: true,
  })
  source?: Exclude<RegistrationSource, 'import'>;
}

export class RegistrationReasonDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class CancelRegistrationDto extends RegistrationReasonDto {
  @Choice(['holder', 'organiser'], { description: 'Who cancels', default: 'holder', optional: true })
  by?: 'holder' | 'organiser';
}

export class ConcludeRegistrationReviewDto {
  @Text(500, { description: 'What came of it; names no person' })
  outcome: string;
}

export class RevertCheckInDto extends RegistrationReasonDto {
  @Id({ description: 'The check-in list' })
  list_id: string;
}

export class RegistrationsQuery extends ListQuery {
  @Id({ optional: true })
  gathering_id?: string;

  @Id({ optional: true })
  type_id?: string;

  @Choice(events.registrationStates, { optional: true })
  state?: RegistrationState;

  @Choice(events.registrationSources, { optional: true })
  source?: RegistrationSource;

  @Id({ optional: true })
  person_id?: string;

  @Uscc({ optional: true })
  organisation_uscc?: string;

  @Choice(events.registrationReviewGrounds, { description: 'Only those flagged for review', optional: true })
  review_ground?: ReviewGround;

  @InstantField({ description: 'Registered at this moment or later', optional: true })
  registered_at_from?: string;

  @InstantField({ description: 'Registered before this moment', optional: true })
  registered_at_to?: string;

  @Text(100, { description: 'Part of the code or of the organisation’s USCC', optional: true })
  q?: string;
}

/** A row of the import: a registration as far as it has come. By gathering and person; of a known one only the check-in is caught up on. */
export class RegistrationRow extends IdentityDto {
  @Text(40, { description: 'Code of the gathering', example: 'JOBFAIR-2025' })
  gathering_code: string;

  @Text(40, { description: 'Code of the registration type; without it the general type', optional: true })
  type_code?: string;

  @Whole(1, mostPlaces, places)
  places?: number;

  @Uscc(organisation)
  organisation_uscc?: string;

  @InstantField({ description: 'Now where it is left out', example: '2025-08-01T10:00:00+08:00', optional: true })
  registered_at?: string;

  @InstantField({
    description: 'When the person was let in; empty where they were not',
    example: '2025-08-18T09:20:00+08:00',
    optional: true,
  })
  checked_in_at?: string;

  @Text(100, { description: 'Name of the check-in list; needed with checked_in_at where the gathering has several', optional: true })
  list_name?: string;
}
