/** The resident identity number 公民身份号码: 18 characters, GB 11643-1999. */
import { isDate } from './date.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The last character for the first 17 (ISO 7064 mod 11-2). */
export function citizenIdCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17.charAt(i)), 0);
  return '10X98765432'.charAt(sum % 11);
}

export function isCitizenId(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{17}[\dX]$/.test(text)) return false;
  const born = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  return isDate(born) && citizenIdCheckCharacter(text.slice(0, 17)) === text.charAt(17);
}
