/** The Unified Social Credit Code 统一社会信用代码, by which the park knows an enterprise: 18 characters, GB 32100-2015. */

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The last character for the first 17 (GB 32100-2015 §5: weights 3^i mod 31). */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += alphabet.indexOf(first17.charAt(i)) * weights[i]!;
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** Upper case, no blanks: the form in which codes are compared and stored. */
export function normaliseUscc(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** Expects the normalised form. */
export function isUscc(code: unknown): code is string {
  return typeof code === 'string' && /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) && usccCheckCharacter(code.slice(0, 17)) === code.charAt(17);
}
