import { Choice, CitizenId, Formed, Text } from '@park/service-kit';
import { correctionGrounds, type CorrectionGround, type Identity } from './person.ts';

/** The person that a record is about: sealed at once, shown masked. */
export class IdentityDto implements Identity {
  @Text(50, { description: 'As on the identity document; stored encrypted, shown masked', example: '王小明' })
  name: string;

  @CitizenId()
  citizen_id: string;

  @Formed(/^1\d{10}$/, 'a mobile number of 11 digits', { description: 'Mobile number', example: '13900000000', optional: true })
  phone?: string;
}

export class CorrectNameDto {
  @Text(50, { description: 'As on the identity document', example: '王小明' })
  name: string;

  @Choice(correctionGrounds, { description: 'Stands in the audit trail, without either name' })
  ground: CorrectionGround;
}
