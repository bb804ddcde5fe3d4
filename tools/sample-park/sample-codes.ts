/** Codes that pass every check and belong to nobody. */
import { citizenIdCheckCharacter } from '../../libs/kernel/src/citizen-id.ts';
import type { LocalDate } from '../../libs/kernel/src/date.ts';
import { usccCheckCharacter } from '../../libs/kernel/src/uscc.ts';

export type EntityKind = 'enterprise' | 'individual_business' | 'farmer_coop' | 'service_platform';

/** GB 32100-2015 §4: who registered it, and as what. A chamber or a platform is entered by the civil affairs authority. */
const registered = {
  agency: '11',
  institution: '12',
  enterprise: '91',
  individual_business: '92',
  farmer_coop: '93',
  service_platform: '51',
};
export type Registered = keyof typeof registered;
const huangdao = '370211';

/** `MAY…` is a range that the authority of this place does not give out. */
export function sampleUscc(kind: Registered, serial: number): string {
  const organisation = `MAY${String(serial).padStart(5, '0')}`;
  const first17 = registered[kind] + huangdao + organisation + organisationCheckCharacter(organisation);
  return first17 + usccCheckCharacter(first17);
}

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714-1997. */
function organisationCheckCharacter(first8: string): string {
  const sum = organisationWeights.reduce((total, weight, i) => total + weight * Number.parseInt(first8.charAt(i), 36), 0);
  return '0123456789X0'.charAt(11 - (sum % 11));
}

/** No province has the number 99. Another `serial`, another code. */
export function sampleCitizenId(born: LocalDate, serial: number): string {
  const digits = String(serial).padStart(7, '0');
  const first17 = `99${digits.slice(0, 4)}${born.replaceAll('-', '')}${digits.slice(4)}`;
  return first17 + citizenIdCheckCharacter(first17);
}

/** No mobile number begins with 100. */
export function samplePhone(serial: number): string {
  return `100${String(serial).padStart(8, '0')}`;
}
