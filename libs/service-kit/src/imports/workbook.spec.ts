import { strToU8, zipSync } from 'fflate';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { fromWorkbook, isWorkbook } from './workbook.client.ts';

const header = ['name', 'established_on', 'registered_at', 'area_m2', 'rentable'].map((value) => ({ value }));

async function workbookOf(rows: SheetData): Promise<Buffer> {
  return await writeWorkbook(rows).toBuffer();
}

/** A workbook of one sheet with the given rows, as bare as a workbook can be. */
function bareWorkbook(rows: string): Uint8Array {
  const part = (xml: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const sheets = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return zipSync({
    'xl/workbook.xml': part(
      `<workbook xmlns="${sheets}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': part(
      `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': part(`<worksheet xmlns="${sheets}"><sheetData>${rows}</sheetData></worksheet>`),
  });
}

it('reads each cell as it would stand in a CSV file, and knows the rows by their numbers in the sheet', async () => {
  const day = { value: new Date('2024-05-06T00:00:00Z'), type: Date, format: 'yyyy/m/d' } as const;
  const instant = { value: new Date('2024-05-06T09:30:00Z'), type: Date, format: 'yyyy-mm-dd hh:mm' } as const;
  const file = await workbookOf([
    header,
    [{ value: ' 青岛新客科技有限公司 ' }, day, instant, { value: 80.6 }, { value: true }],
    [],
    [{ value: '青岛后来有限公司' }, null, null, { value: 1_000_000 }, { value: false }],
  ]);
  expect(isWorkbook(file)).toBe(true);
  expect(await fromWorkbook(file)).toEqual({
    columns: ['name', 'established_on', 'registered_at', 'area_m2', 'rentable'],
    records: [
      {
        line: 2,
        cells: {
          name: '青岛新客科技有限公司',
          established_on: '2024-05-06',
          registered_at: '2024-05-06T09:30:00.000Z',
          area_m2: '80.6',
          rentable: 'true',
        },
      },
      { line: 4, cells: { name: '青岛后来有限公司', established_on: '', registered_at: '', area_m2: '1000000', rentable: 'false' } },
    ],
  });
});

it('reads a number as its writer meant it, not with all digits that Excel stores', async () => {
  const file = bareWorkbook(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>area_m2</t></is></c></row><row r="2"><c r="A2"><v>80.599999999999994</v></c></row>',
  );
  expect((await fromWorkbook(Buffer.from(file))).records).toEqual([{ line: 2, cells: { area_m2: '80.6' } }]);
});

it.each([
  ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), /.xls/],
  ['half a file', Buffer.from(bareWorkbook('')).subarray(0, 300), /invalid zip/],
  ['another zip archive', Buffer.from(zipSync({ 'a.txt': strToU8('a') })), /not found/],
  [
    'an archive that unpacks to more than a park holds',
    Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(65 * 1024 * 1024) })),
    /64 MB/,
  ],
  [
    'one whose sheet is larger than it says',
    understated(Buffer.from(bareWorkbook('<row><c><v>1</v></c></row>'.repeat(50_000)))),
    /unclosed tag/,
  ],
  ['a cell in the last corner of the sheet', Buffer.from(bareWorkbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), /memory/],
])('refuses %s', async (_, file, reason) => {
  expect(isWorkbook(file)).toBe(true);
  await expect(fromWorkbook(file)).rejects.toThrow(reason);
});

/** Says in the archive's directory that its last part, the sheet, unpacks to 100 bytes. */
function understated(archive: Buffer): Buffer {
  archive.writeUInt32LE(100, archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24);
  return archive;
}
