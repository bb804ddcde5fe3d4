/** How the cells of a written workbook look: by their kind, and once more with a fill for those that are marked. */

/** The kind of a column's cells. `text`: of any form, also digits alone. `whole`: a number without decimals. */
export type CellKind = 'text' | 'number' | 'whole' | 'flag' | 'day' | 'instant';

const dayFormat = { id: 164, code: 'yyyy\\-mm\\-dd' };
const instantFormat = { id: 165, code: 'yyyy\\-mm\\-dd\\ hh:mm:ss' };
const millisecondsFormat = { id: 166, code: 'yyyy\\-mm\\-dd\\ hh:mm:ss.000' };
const textFormat = 49;

/** By their place. */
const formats = [0, textFormat, 1, dayFormat.id, instantFormat.id, millisecondsFormat.id];
const places: Record<CellKind, number> = { number: 0, flag: 0, text: 1, whole: 2, day: 3, instant: 4 };

export const headerStyle = formats.length * 2;
export const wrappedStyle = headerStyle + 1;

export function styleOf(kind: CellKind, isMarked = false): number {
  return places[kind] + (isMarked ? formats.length : 0);
}

/** Of an instant that has milliseconds: they are shown. */
export function millisecondsStyle(isMarked = false): number {
  return formats.indexOf(millisecondsFormat.id) + (isMarked ? formats.length : 0);
}

const font = '<font><sz val="11"/><name val="Calibri"/></font>';
const boldFont = '<font><b/><sz val="11"/><name val="Calibri"/></font>';
const pattern = (type: string, colour = ''): string => `<fill><patternFill patternType="${type}">${colour}</patternFill></fill>`;
const xf = (format: number, fill: number, rest = ''): string =>
  `<xf numFmtId="${format}" fontId="0" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1"${fill > 0 ? ' applyFill="1"' : ''}${rest}`;

/** Fills 0 and 1 are those that every spreadsheet expects there. */
export const stylesXml = [
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3">',
  ...[dayFormat, instantFormat, millisecondsFormat].map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`),
  `</numFmts><fonts count="2">${font}${boldFont}</fonts><fills count="3">${pattern('none')}${pattern('gray125')}`,
  pattern('solid', '<fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/>'),
  '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${formats.length * 2 + 2}">`,
  ...formats.map((format) => xf(format, 0, '/>')),
  ...formats.map((format) => xf(format, 2, '/>')),
  `<xf numFmtId="${textFormat}" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`,
  xf(textFormat, 0, ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');
