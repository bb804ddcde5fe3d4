import { CitizenId, Text } from '@park/service-kit';
import { Matches } from 'class-validator';
import type { Identity } from './person.ts';

/** Who it is about: sealed at once, shown masked. */
export class IdentityDto implements Identity {
  @Text(50, { description: 'As on the identity document; stored encrypted, shown masked', example: '王小明' })
  name: string;

  @CitizenId()
  citizen_id: string;

  @Text(11, { description: 'Mobile number', example: '13900000000', optional: true })
  @Matches(/^1\d{10}$/)
  phone?: string;
}
