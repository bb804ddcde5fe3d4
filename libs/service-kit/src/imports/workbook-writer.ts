/**
 * Writes an Excel workbook (.xlsx, ECMA-376), piece by piece: who asks for the next piece can do other work between two of them. Text is text in it,
 * whatever it looks like, so that no spreadsheet makes a number or a formula of it.
 */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { sheetXml, type WrittenSheet } from './sheet-writer.ts';
import { escapedXml } from './workbook-xml.ts';
import { stylesXml } from './workbook-styles.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const contentTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of an archive carry a time; a workbook has none that matters. */
const mtime = '1980-01-02T00:00:00Z';

/** The bytes of a file, in pieces of a hundred rows: 25 columns take up to 20 ms a piece. */
export function* workbookBytes(sheets: readonly WrittenSheet[]): Generator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const archive = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const [path, xml] of partsOf(sheets)) {
    const part = Object.assign(new ZipDeflate(path, { level: 3 }), { mtime });
    archive.add(part);
    for (const text of xml) {
      part.push(strToU8(text));
      yield* pieces;
      pieces = [];
    }
    part.push(new Uint8Array(0), true);
  }
  archive.end();
  yield* pieces;
}

function* partsOf(sheets: readonly WrittenSheet[]): Generator<[path: string, xml: Iterable<string>]> {
  const number = sheets.map((_, i) => i + 1);
  const sheetType = `${contentTypes}.worksheet+xml`;
  yield [
    '[Content_Types].xml',
    [
      `${declaration}<Types xmlns="${packages}/content-types">`,
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
      '<Default Extension="xml" ContentType="application/xml"/>',
      `<Override PartName="/xl/workbook.xml" ContentType="${contentTypes}.sheet.main+xml"/>`,
      `<Override PartName="/xl/styles.xml" ContentType="${contentTypes}.styles+xml"/>`,
      ...number.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${sheetType}"/>`),
      '</Types>',
    ],
  ];
  yield ['_rels/.rels', [relationships([['officeDocument', 'xl/workbook.xml']])]];
  yield [
    'xl/_rels/workbook.xml.rels',
    [relationships([...number.map((n) => ['worksheet', `worksheets/sheet${n}.xml`] as const), ['styles', 'styles.xml']])],
  ];
  const entries = sheets.map(({ name }, i) => `<sheet name="${escapedXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  yield [
    'xl/workbook.xml',
    [`${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${entries.join('')}</sheets></workbook>`],
  ];
  yield ['xl/styles.xml', [declaration + stylesXml]];
  for (const [i, sheet] of sheets.entries()) yield [`xl/worksheets/sheet${i + 1}.xml`, sheetParts(sheet, i === 0)];
}

function* sheetParts(sheet: WrittenSheet, isFirst: boolean): Generator<string> {
  yield declaration;
  yield* sheetXml(sheet, isFirst);
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const entries = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${target}"/>`);
  return `${declaration}<Relationships xmlns="${packages}/relationships">${entries.join('')}</Relationships>`;
}
