/** Number formats of workbooks (ECMA-376, part 1, 18.8.30 and 18.8.31), as far as they decide what a cell is. */

/** The form in which a number is shown: itself, with zeros before it, as a date, or as something that it is not. */
export type Format = 'number' | { zeros: number } | { hasDay: boolean; hasTime: boolean; hasMs?: boolean } | { fault: string };

const day: Format = { hasDay: true, hasTime: false };
const time: Format = { hasDay: false, hasTime: true };
const instant: Format = { hasDay: true, hasTime: true };
const percentage: Format = { fault: 'the sheet shows it as a percentage: enter the number itself' };

/** ECMA-376, part 1, 18.8.30: those that every spreadsheet knows, with the ones of Chinese editions. */
export const builtInFormats = new Map<number, Format>([
  ...[9, 10].map((id) => [id, percentage] as const),
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, day] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, time] as const),
  [22, instant],
]);

/** Of a format code of a workbook's own. */
export function formatOf(code: string): Format {
  const shown = code
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]!
    .toLowerCase()
    .replaceAll('general', '');
  if (/[ymdhse年月日时分]/.test(shown.replaceAll(/e[+-]/g, ''))) {
    const hasTime = /[hs]/.test(shown);
    return { hasDay: /[yde]/.test(shown) || (!hasTime && shown.includes('m')), hasTime, ...(/s\.0/.test(shown) && { hasMs: true }) };
  }
  if (shown.includes('%')) return percentage;
  if (/[0#?],+([^0#?,]|$)/.test(shown)) return { fault: 'the sheet shows it in thousands: enter the number itself' };
  return /^0{2,}$/.test(shown.trim()) && /^0+$/.test(code.trim()) ? { zeros: shown.trim().length } : 'number';
}
