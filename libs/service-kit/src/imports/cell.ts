/**
 * A cell of a file, and the value that it has in a column: as its author sees it, or not at all. Clerks write dates, numbers and yes or no in
 * several ways; a way is taken where it can mean one thing only.
 */
import { isDate } from '@park/kernel';

export type Cell =
  | { is: 'text'; text: string }
  /** `digits`: as the sheet holds it. `day`: what the sheet shows it as, once its format is that of a date. */
  | { is: 'number'; digits: string; day: string | null }
  /** `time`: `HH:MM:SS`, with milliseconds where the sheet shows them; null where it is not shown. */
  | { is: 'date'; day: string; time: string | null }
  | { is: 'flag'; flag: boolean }
  /** The sheet shows another value than the cell holds. */
  | { is: 'fault'; fault: string };

/** The kind of values of a column. `formed`: text of a fixed form, such as a code of an official list; null where only its check knows it. */
export type Column =
  { of: 'number' | 'flag' | 'day' | 'instant' | 'text' } | { of: 'choices'; isClosed: boolean } | { of: 'formed'; pattern: RegExp | null };

/** The cell cannot be read as what its author sees. */
export class CellFault extends Error {}

/** Answers what the column's check then looks at; text where it is of no known form. Throws `CellFault`. */
export function valueOf(cell: Cell, column: Column): unknown {
  if (cell.is === 'fault') throw new CellFault(cell.fault);
  switch (column.of) {
    case 'number':
      return numberOf(cell);
    case 'flag':
      return flagOf(cell);
    case 'day':
      return dayOf(cell);
    case 'instant':
      return instantOf(cell);
    case 'choices':
      return listOf(withoutGuard(textOf(cell)), column.isClosed);
    case 'formed':
      return cell.is === 'number' ? digitsOf(cell.digits, column.pattern) : halfWidth(textOf(cell));
    case 'text':
      return withoutGuard(textOf(cell));
  }
}

/** For a message; never the value itself, which may be a person's. */
const kinds = { number: 'a number', date: 'a date', flag: 'TRUE or FALSE' } as const;

function textOf(cell: Exclude<Cell, { is: 'fault' }>): string {
  if (cell.is !== 'text') throw new CellFault(`the cell holds ${kinds[cell.is]} where text is wanted. ${asText}`);
  if (/^[-+]?\d(\.\d+)?E\+\d+$/i.test(cell.text)) throw new CellFault(`the cell holds a number that has lost digits. ${asText}`);
  return cell.text;
}

const asText = 'A spreadsheet drops leading zeros, and digits after the 15th: format the column as text and enter the value again.';

/** A number that the column's form allows, and that cannot have begun with a zero. */
function digitsOf(digits: string, pattern: RegExp | null): string {
  const isWhole = /^\d{1,15}$/.test(digits) && !digits.startsWith('0');
  if (!isWhole || pattern === null || pattern.test(`0${digits}`) || pattern.test(`00${digits}`)) {
    throw new CellFault(`the cell holds a number where text is wanted. ${asText}`);
  }
  return digits;
}

/** Sheets count with 15 digits, and hold 36.9 as 36.900000000000006. */
function numberOf(cell: Exclude<Cell, { is: 'fault' }>): unknown {
  if (cell.is === 'number') return Number(Number(cell.digits).toPrecision(15));
  if (cell.is !== 'text') throw new CellFault(`the cell holds ${kinds[cell.is]} where a number is wanted`);
  const text = halfWidth(cell.text).replace(/^−/, '-');
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  return /^-?\d{1,15}(\.\d+)?$/.test(plain) ? Number(Number(plain).toPrecision(15)) : cell.text;
}

const flags: Record<string, boolean> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  y: true,
  n: false,
  是: true,
  否: false,
  1: true,
  0: false,
};

function flagOf(cell: Exclude<Cell, { is: 'fault' }>): unknown {
  if (cell.is === 'flag') return cell.flag;
  if (cell.is === 'date') throw new CellFault('the cell holds a date where yes or no is wanted');
  const text = cell.is === 'number' ? cell.digits : halfWidth(cell.text);
  return flags[text.toLowerCase()] ?? text;
}

const writtenDay = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])$/;

/** Of year, month and day in this order; undefined for any other text. */
function dayOfText(text: string): string | undefined {
  const [year, ...parts] =
    (writtenDay.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text))?.slice(1).filter((part) => part !== undefined) ?? [];
  const day = year && [year, ...parts.map((part) => part.padStart(2, '0'))].join('-');
  return day && isDate(day) ? day : undefined;
}

function dayOf(cell: Exclude<Cell, { is: 'fault' }>): unknown {
  if (cell.is === 'flag') throw new CellFault('the cell holds TRUE or FALSE where a date is wanted');
  if (cell.is === 'text') return dayOfText(halfWidth(cell.text)) ?? cell.text;
  if (cell.is === 'number') return dayOfText(cell.digits) ?? cell.day ?? cell.digits;
  if (cell.time !== null && cell.time !== '00:00:00') throw new CellFault('the cell holds a time of the day, too, where a date is wanted');
  return cell.day;
}

/** A sheet knows no zones: its times are those of the park. */
function instantOf(cell: Exclude<Cell, { is: 'fault' }>): unknown {
  if (cell.is === 'flag' || cell.is === 'number')
    throw new CellFault(`the cell holds ${kinds[cell.is]} where a date with its time is wanted`);
  if (cell.is === 'date') return cell.time === null ? cell.day : `${cell.day}T${cell.time}+08:00`;
  const [, written, hour, rest] = /^(\S+?)[ T日]\s*(\d{1,2})(:\d{2}(?::\d{2})?)$/.exec(halfWidth(cell.text)) ?? [];
  const day = written && dayOfText(cell.text.includes('日') ? `${written}日` : written);
  return day ? `${day}T${hour!.padStart(2, '0')}${rest}${rest!.length === 3 ? ':00' : ''}+08:00` : cell.text;
}

/** Between semicolons; the values of a closed list also between commas, which none of them has. As an export writes them: as JSON. */
function listOf(text: string, isClosed: boolean): unknown[] {
  const json = text.startsWith('[') ? parsed(text) : null;
  if (Array.isArray(json)) return json;
  return text.split(isClosed ? /[;；,，、]/ : /[;；]/).map((part) => part.trim());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An export puts a quote before what a spreadsheet would run as a formula, and before quotes that would be taken for it. */
const guarded = /^'(?='*[=+\-@\t\r\n＝＋－＠])/;

function withoutGuard(text: string): string {
  return text.replace(guarded, '');
}

/** Letters, digits and signs as they are typed with an input method for Chinese. */
function halfWidth(text: string): string {
  return withoutGuard(text)
    .replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .trim();
}
