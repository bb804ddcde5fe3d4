/** Workbooks as bare as they can be, for what no library writes. */
import { strToU8, zipSync } from 'fflate';

interface Bare {
  /** Of the style 1. */
  formatCode?: string;
  /** The items of the shared texts. */
  strings?: string;
  from1904?: boolean;
  merged?: string[];
  /** What stands before the rows. */
  columns?: string;
  doctype?: string;
  body?: string;
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

function part(xml: string, doctype = ''): Uint8Array {
  return strToU8(`<?xml version="1.0" encoding="UTF-8"?>${doctype}${xml}`);
}

/** One sheet with the given rows. */
export function bareWorkbook(
  rows: string,
  { formatCode = '', strings = '', from1904 = false, merged = [], columns = '', doctype, body = '' }: Bare = {},
): Uint8Array {
  const merges = merged.length === 0 ? '' : `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  const format = formatCode.replaceAll('"', '&quot;');
  return zipSync({
    'xl/workbook.xml': part(
      `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${from1904}"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': part(
      `<Relationships>${['worksheets/sheet1.xml', 'sharedStrings.xml', 'styles.xml']
        .map(
          (target, i) =>
            `<Relationship Id="rId${i + 1}" Type="${office}/${['worksheet', 'sharedStrings', 'styles'][i]}" Target="${target}"/>`,
        )
        .join('')}</Relationships>`,
    ),
    'xl/styles.xml': part(
      `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="${format}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ),
    'xl/sharedStrings.xml': part(`<sst xmlns="${main}">${strings}</sst>`),
    'xl/worksheets/sheet1.xml': part(
      `<worksheet xmlns="${main}">${columns}<sheetData>${rows}${body}</sheetData>${merges}</worksheet>`,
      doctype,
    ),
  });
}
