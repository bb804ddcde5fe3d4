/**
 * The first visible sheet of an Excel workbook (.xlsx, ECMA-376), cell by cell: with what a reader of values alone would lose, which is errors,
 * formulas without a value, merged cells, hidden rows and columns, and formats that show another value than the cell holds.
 */
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import type { Cell } from './cell.ts';
import type { FileRow, FileRows } from './table.ts';

const maxUnpackedBytes = 64 * 1024 * 1024;

/** Throws for what is no workbook, or unpacks to more than 64 MB. */
export function rowsOfWorkbook(bytes: Uint8Array, most: number): FileRows {
  requireBounded(bytes);
  const workbook = workbookOf(part(bytes, 'xl/workbook.xml'));
  const targets = targetsOf(part(bytes, 'xl/_rels/workbook.xml.rels'));
  const sheet = workbook.sheets.find(({ state }) => state === undefined || state === 'visible');
  const target = sheet && targets.get(sheet.relation)?.path;
  if (!target) throw new Error('It has no sheet that is visible.');
  const pathOf = (type: string): string | undefined => [...targets.values()].find((one) => one.type === type)?.path;
  const [strings, styles] = [pathOf('sharedStrings'), pathOf('styles')];
  return new Sheet({
    strings: strings ? stringsOf(part(bytes, strings)) : [],
    formats: styles ? formatsOf(part(bytes, styles)) : [],
    from1904: workbook.from1904,
    most,
  }).read(part(bytes, target));
}

/** The unpacker allocates the size that the archive's directory states; a part that is larger is cut off. */
function requireBounded(bytes: Uint8Array): void {
  let size = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size += originalSize;
      if (size > maxUnpackedBytes) throw new Error(`It unpacks to more than ${maxUnpackedBytes / 1024 / 1024} MB`);
      return false;
    },
  });
}

function part(bytes: Uint8Array, path: string): string {
  const found = unzipSync(bytes, { filter: ({ name }) => name === path })[path];
  if (!found) throw new Error(`${path} is not found in it`);
  return new TextDecoder('utf-8', { fatal: true }).decode(found);
}

type Attributes = Record<string, string | undefined>;

interface Reader {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  /** Answers whether no more is to be read. */
  close?(name: string): boolean | void;
}

const charactersAtOnce = 65_536;

/** Names without their prefixes. */
function read(xml: string, reader: Reader): void {
  const parser = new SaxesParser();
  let isOver = false;
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => reader.open?.(local(name), attributes as Attributes));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('closetag', ({ name }) => void (isOver ||= reader.close?.(local(name)) === true));
  for (let at = 0; at < xml.length && !isOver; at += charactersAtOnce) parser.write(xml.slice(at, at + charactersAtOnce));
  if (!isOver) parser.close();
}

interface Workbook {
  sheets: { relation: string; state: string | undefined }[];
  from1904: boolean;
}

function workbookOf(xml: string): Workbook {
  const workbook: Workbook = { sheets: [], from1904: false };
  read(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') workbook.from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name === 'sheet') workbook.sheets.push({ relation: attributes['r:id'] ?? '', state: attributes['state'] });
    },
  });
  return workbook;
}

function targetsOf(xml: string): Map<string, { type: string; path: string }> {
  const targets = new Map<string, { type: string; path: string }>();
  read(xml, {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      targets.set(id, { type: type.slice(type.lastIndexOf('/') + 1), path: target.startsWith('/') ? target.slice(1) : `xl/${target}` });
    },
  });
  return targets;
}

/** Texts that cells share; how they are to be pronounced is no part of them. */
function stringsOf(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let pronounced = 0;
  read(xml, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') pronounced++;
      isText = name === 't' && pronounced === 0;
    },
    text(more) {
      if (isText) text += more;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') pronounced--;
      isText = false;
    },
  });
  return strings;
}

/** What a format makes of a number: itself, with zeros before it, a date, or what it does not hold. */
type Format = 'number' | { zeros: number } | { hasDay: boolean; hasTime: boolean } | { fault: string };

const day: Format = { hasDay: true, hasTime: false };
const time: Format = { hasDay: false, hasTime: true };
const instant: Format = { hasDay: true, hasTime: true };
const percentage: Format = { fault: 'the sheet shows it as a percentage: enter the number itself' };

/** ECMA-376, part 1, 18.8.30: those that every spreadsheet knows, with the ones of Chinese editions. */
const builtIn = new Map<number, Format>([
  ...[9, 10].map((id) => [id, percentage] as const),
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, day] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, time] as const),
  [22, instant],
]);

function formatsOf(xml: string): Format[] {
  const own = new Map<number, Format>();
  const formats: Format[] = [];
  let isOfCells = false;
  read(xml, {
    open(name, { numFmtId: id = '0', formatCode: code = '' }) {
      if (name === 'numFmt') own.set(Number(id), formatOf(code));
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) formats.push(own.get(Number(id)) ?? builtIn.get(Number(id)) ?? 'number');
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return formats;
}

function formatOf(code: string): Format {
  const shown = code
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]!
    .toLowerCase()
    .replaceAll('general', '');
  if (/[ymdhse年月日时分]/.test(shown.replaceAll(/e[+-]/g, ''))) {
    const hasTime = /[hs]/.test(shown);
    return { hasDay: /[yde]/.test(shown) || (!hasTime && shown.includes('m')), hasTime };
  }
  if (shown.includes('%')) return percentage;
  if (/[0#?],+([^0#?,]|$)/.test(shown)) return { fault: 'the sheet shows it in thousands: enter the number itself' };
  return /^0{2,}$/.test(shown.trim()) && /^0+$/.test(code.trim()) ? { zeros: shown.trim().length } : 'number';
}

/** A cell while it is read. */
interface Open {
  at: number;
  type: string;
  format: Format;
  hasFormula: boolean;
  /** The text of `v`, or of an inline string; null where there is none. */
  value: string | null;
}

class Sheet {
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
    read(xml, {
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
    if (!format.hasDay) return { is: 'fault', fault: 'the cell holds a time of the day without its date' };
    const seconds = Math.round(number * 86_400);
    const shown = format.hasTime ? new Date((seconds % 86_400) * 1_000).toISOString().slice(11, 19) : '';
    return dateCell(this.dayOf(Math.floor(seconds / 86_400)), shown);
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

/** Columns further to the right have no names here. */
const hiddenAtMost = 1_000;

function textCell(text: string | null): Cell | null {
  if (text === null) return { is: 'fault', fault: 'the text of the cell is missing in the file' };
  const seen = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).trim();
  return seen === '' ? null : { is: 'text', text: seen };
}

function dateCell(on: string, at: string): Cell {
  return { is: 'date', day: on, time: at === '' || at === '00:00:00' ? null : at };
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
