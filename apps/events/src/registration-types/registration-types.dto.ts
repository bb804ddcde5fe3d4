import { Choice, Flag, Id, Ids, ListQuery, Text, Whole } from '@park/service-kit';
import { registrationTypeStates, type RegistrationTypeState } from './registration-type.ts';

export class AddRegistrationTypeDto {
  @Id()
  gathering_id: string;

  @Text(100, { example: '学生' })
  name: string;

  @Text(100, { example: 'Students', optional: true })
  name_en?: string;

  @Ids(20, { description: 'Each place takes one of each of these quotas, and one of the gathering', optional: true })
  quota_ids?: string[];

  @Whole(1, 100, { description: 'Of one registration', default: 1, optional: true })
  places_at_most?: number;

  @Flag({ description: 'Confirmed by hand; as the gathering says where it is left out', optional: true })
  is_moderated?: boolean;
}

export class RetireRegistrationTypeDto {
  @Text(500)
  reason: string;
}

export class RegistrationTypesQuery extends ListQuery {
  @Id({ optional: true })
  gathering_id?: string;

  @Choice(registrationTypeStates, { optional: true })
  state?: RegistrationTypeState;

  @Text(100, { description: 'Part of the name or the code', optional: true })
  q?: string;
}
