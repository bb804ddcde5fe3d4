import { recruitment } from '@park/contracts';
import { Choice, Id, ListQuery, Text, Uscc } from '@park/service-kit';
import type { ConsentPurpose, ConsentState } from './consent.ts';

const purpose = {
  description:
    'application: an employer may see the candidate; housing: the housing service may have the identity; follow_up: the park may ask later',
};

export class GiveConsentDto {
  @Id()
  candidate_id: string;

  @Choice(recruitment.consentPurposes, purpose)
  purpose: ConsentPurpose;

  @Id({ description: 'Required for the purpose application, and for no other', optional: true })
  employer_id?: string;
}

export class ConsentsQuery extends ListQuery {
  @Id({ optional: true })
  candidate_id?: string;

  @Choice(recruitment.consentPurposes, { ...purpose, optional: true })
  purpose?: ConsentPurpose;

  @Id({ optional: true })
  employer_id?: string;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @Choice(recruitment.consentStates, { optional: true })
  state?: ConsentState;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}
