/** The first visible sheet of an Excel workbook (.xlsx, ECMA-376), with the texts and formats that its cells refer to. */
import { unzipSync } from 'fflate';
import { builtInFormats, formatOf, type Format } from './number-format.ts';
import { Sheet } from './sheet.ts';
import type { FileRows } from './table.ts';
import { readXml } from './workbook-xml.ts';

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

interface Workbook {
  sheets: { relation: string; state: string | undefined }[];
  from1904: boolean;
}

function workbookOf(xml: string): Workbook {
  const workbook: Workbook = { sheets: [], from1904: false };
  readXml(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') workbook.from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name === 'sheet') workbook.sheets.push({ relation: attributes['r:id'] ?? '', state: attributes['state'] });
    },
  });
  return workbook;
}

function targetsOf(xml: string): Map<string, { type: string; path: string }> {
  const targets = new Map<string, { type: string; path: string }>();
  readXml(xml, {
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
  readXml(xml, {
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

function formatsOf(xml: string): Format[] {
  const own = new Map<number, Format>();
  const formats: Format[] = [];
  let isOfCells = false;
  readXml(xml, {
    open(name, { numFmtId: id = '0', formatCode: code = '' }) {
      if (name === 'numFmt') own.set(Number(id), formatOf(code));
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) formats.push(own.get(Number(id)) ?? builtInFormats.get(Number(id)) ?? 'number');
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return formats;
}
