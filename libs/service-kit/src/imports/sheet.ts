/**
 * A sheet of a workbook, cell by cell: with what a reader of values alone would lose, which is errors, formulas without a value, merged cells,
 * hidden rows and columns, and formats that show another value than the cell holds.
 */
import type { Cell } from './cell.ts';
import type { Format } from './number-format.ts';
import type { FileRow, FileRows } from './table.ts';
import { readXml, type Attributes } from './workbook-xml.ts';

/** A cell while it is read. */
interface Open {
  at: number;
  type: string;
  format: Format;
  hasFormula: boolean;
  /** The text of `v`, or of an inline string; null where there is none. */
  value: string | null;
}

export class Sheet {
  private readonly rows: { line: number; cells: Map<number, Cell>; isHidden: boolean }[] = [];
  private readonly hiddenColumns = new Set<number>();
  private cell: Open | null = null;
  private isText = false;
  private pronounced = 0;
  private line = 0;
  private next = 0;

  private readonly strings: readonly string[];
  private readonly formats: readonly Format[];
  private readonly from1904: boolean;
  private readonly most: number;

  /** `from1904`: its days are counted from that year. */
  constructor({
    strings,
    formats,
    from1904,
    most,
  }: {
    strings: readonly string[];
    formats: readonly Format[];
    from1904: boolean;
    most: number;
  }) {
    this.strings = strings;
    this.formats = formats;
    this.from1904 = from1904;
    this.most = most;
  }

  read(xml: string): FileRows {
    const merged: string[] = [];
    readXml(xml, {
      open: (name, attributes) => {
        if (name === 'mergeCell') merged.push(attributes['ref'] ?? '');
        else this.open(name, attributes);
      },
      text: (text) => {
        if (this.isText && this.cell) this.cell.value = (this.cell.value ?? '') + text;
      },
      close: (name) => this.close(name),
    });
    for (const ref of merged) this.merge(ref);
    return { rows: this.rows satisfies FileRow[], hiddenColumns: this.hiddenColumns };
  }

  private open(name: string, attributes: Attributes): void {
    if (name === 'col' && isTrue(attributes['hidden'])) this.hide(Number(attributes['min']), Number(attributes['max']));
    if (name === 'row') {
      this.line = attributes['r'] === undefined ? this.line + 1 : Number(attributes['r']);
      this.next = 0;
      this.rows.push({ line: this.line, cells: new Map(), isHidden: isTrue(attributes['hidden']) });
    }
    if (name === 'c') {
      const at = attributes['r'] === undefined ? this.next : columnAt(attributes['r']);
      const format = this.formats[Number(attributes['s'] ?? -1)] ?? 'number';
      this.cell = { at, type: attributes['t'] ?? 'n', format, hasFormula: false, value: null };
      this.next = at + 1;
    }
    if (name === 'f' && this.cell) this.cell.hasFormula = true;
    if (name === 'rPh') this.pronounced++;
    this.isText = name === 'v' || (name === 't' && this.pronounced === 0);
  }

  private close(name: string): boolean {
    this.isText = false;
    if (name === 'rPh') this.pronounced--;
    if (name === 'c' && this.cell) {
      const cell = this.cellOf(this.cell);
      if (cell) this.rows.at(-1)?.cells.set(this.cell.at, cell);
      this.cell = null;
    }
    // Rows of nothing take no place.
    if (name === 'row' && this.rows.at(-1)?.cells.size === 0) this.rows.pop();
    return this.rows.length > this.most;
  }

  private hide(from: number, to: number): void {
    for (let column = from; column <= Math.min(to, hiddenAtMost); column++) this.hiddenColumns.add(column - 1);
  }

  private cellOf({ type, value, hasFormula, format }: Open): Cell | null {
    if (value === null)
      return hasFormula ? { is: 'fault', fault: 'the cell has a formula without a value: open the file in Excel and save it' } : null;
    switch (type) {
      case 's':
        return textCell(this.strings[Number(value)] ?? null);
      case 'str':
      case 'inlineStr':
        return textCell(value);
      case 'b':
        return { is: 'flag', flag: value === '1' };
      case 'e':
        return { is: 'fault', fault: `the cell shows the error ${value}` };
      case 'd':
        return dateCell(value.slice(0, 10), value.slice(11, 19));
      case 'n':
        return this.numberCell(value.trim(), format);
      default:
        return { is: 'fault', fault: `the cell is of the unknown type ${type}` };
    }
  }

  private numberCell(value: string, format: Format): Cell | null {
    if (value === '') return null;
    const number = Number(value);
    if (Number.isNaN(number)) return { is: 'fault', fault: 'the cell holds no number, although the sheet says so' };
    const digits = /e/i.test(value) ? plain(number) : value;
    const isWhole = Number.isInteger(number);
    if (format === 'number') return { is: 'number', digits, day: isWhole && isLikelyDay(number) ? this.dayOf(number) : null };
    if ('fault' in format) return { is: 'fault', fault: format.fault };
    if ('zeros' in format)
      return isWhole && number >= 0 ? { is: 'text', text: digits.padStart(format.zeros, '0') } : { is: 'number', digits, day: null };
    if (number < 0 || number >= endOfDays) return { is: 'fault', fault: 'the cell holds a number that is no date' };
    if (!format.hasDay) return { is: 'fault', fault: 'the cell holds a time of the day without its date' };
    const ms = format.hasMs ? Math.round(number * 86_400_000) : Math.round(number * 86_400) * 1_000;
    const shown = format.hasTime ? new Date(ms % 86_400_000).toISOString().slice(11, ms % 1_000 === 0 ? 19 : 23) : '';
    return dateCell(this.dayOf(Math.floor(ms / 86_400_000)), shown);
  }

  /** Excel takes 1900 for a leap year: its days before March of it are one later than they are counted. */
  private dayOf(serial: number): string {
    const days = this.from1904 ? serial + 1_462 : serial < 60 ? serial + 1 : serial;
    return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
  }

  /** Only the first of merged cells holds what the sheet shows in all of them. */
  private merge(ref: string): void {
    const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? [];
    if (bottom === undefined) return;
    const [from, to] = [columnAt(left!), Math.min(columnAt(right!), hiddenAtMost)];
    for (const { line, cells } of this.rows) {
      if (line < Number(top) || line > Number(bottom)) continue;
      for (let at = from; at <= to; at++) {
        if (at === from && line === Number(top)) continue;
        cells.set(at, { is: 'fault', fault: `the cell is one of the merged cells from ${left}${top}: unmerge them and fill in each` });
      }
    }
  }
}

/** The day after 9999-12-31, the last that a sheet shows. */
const endOfDays = 2_958_466;

/** Columns further to the right have no names here. */
const hiddenAtMost = 1_000;

function textCell(text: string | null): Cell | null {
  if (text === null) return { is: 'fault', fault: 'the text of the cell is missing in the file' };
  const seen = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).trim();
  return seen === '' ? null : { is: 'text', text: seen };
}

function dateCell(on: string, at: string): Cell {
  return { is: 'date', day: on, time: at === '' ? null : at };
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Of a place such as `BC12`, from 0. */
function columnAt(place: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(place)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** From 1927 to 2099: no other number of this size stands in a column of dates. */
function isLikelyDay(serial: number): boolean {
  return serial >= 10_000 && serial <= 73_050;
}

/** Without an exponent, as far as the digits are known. */
function plain(number: number): string {
  return number.toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 17 });
}
