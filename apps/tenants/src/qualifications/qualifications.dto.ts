import { tenants } from '@park/contracts';
import { Choice, DateField, Id, ListQuery, Text, Uscc } from '@park/service-kit';
import { type QualificationState, qualificationStates, type QualificationType, type Verification } from './qualification.ts';

class CertificateDto {
  @Choice(tenants.qualificationTypes)
  type: QualificationType;

  @Text(40, { example: 'national', optional: true })
  level?: string;

  @Text(60, { example: 'GR202337100001' })
  certificate_no: string;

  @DateField()
  valid_from: string;

  @DateField({ description: 'Exclusive' })
  valid_to: string;

  @Choice(tenants.verifications)
  verification: Verification;
}

export class GrantQualificationDto extends CertificateDto {
  @Id({ description: 'The market entity that holds it' })
  entity_id: string;
}

export class RenewQualificationDto {
  @DateField({ description: 'Exclusive; later than now' })
  valid_to: string;

  @Text(60)
  certificate_no: string;
}

export class RevokeQualificationDto {
  @DateField()
  revoked_on: string;

  @Text(500)
  reason: string;
}

export class QualificationsQuery extends ListQuery {
  @Id({ optional: true })
  entity_id?: string;

  @Choice(tenants.qualificationTypes, { optional: true })
  type?: QualificationType;

  @Choice(qualificationStates, { optional: true })
  state?: QualificationState;

  @Choice(tenants.verifications, { optional: true })
  verification?: Verification;

  @DateField({ description: 'Ends on this day or later', optional: true })
  valid_to_from?: string;

  @DateField({ description: 'Ends before this day', optional: true })
  valid_to_to?: string;

  @Text(100, { description: 'Part of the certificate number or the code', optional: true })
  q?: string;
}

export class QualificationRow extends CertificateDto {
  @Uscc()
  entity_uscc: string;
}
