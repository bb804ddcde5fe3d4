/** The workbook that a clerk fills in, of a row with a column of each kind. */
import { Choice, Choices, DateField, Flag, Formed, InstantField, Text, Uscc, Whole } from '../http/fields.dto.ts';
import { describedColumns, type FileKind } from './columns.ts';
import { checkRow } from './import-file.service.ts';
import { strFromU8, unzipSync } from 'fflate';
import { knownColumns } from './columns.ts';
import { tableOf } from './table.ts';
import { templateSheets } from './template.ts';
import { rowsOfWorkbook } from './workbook.ts';
import { workbookBytes } from './workbook-writer.ts';

class Row {
  @Uscc()
  uscc: string;

  @Text(20, { description: 'What it is called' })
  name: string;

  @Choice(['office', 'desk'])
  usage: string;

  @Choices(['student', 'youth'], { optional: true })
  founder_flags?: string[];

  @Formed(/^\d{4}$/, 'four digits', { example: '0301' })
  code: string;

  @Whole(3, 9)
  floor: number;

  @Flag()
  rentable: boolean;

  @DateField()
  added_on: string;

  @InstantField()
  starts_at: string;
}

const of: FileKind = { kind: 'units', row: Row };
const template = (): Buffer => Buffer.concat([...workbookBytes(templateSheets('units', describedColumns(of)))]);

it('has a header in both languages, and an example that is text, number, date or flag as its column', () => {
  const [header, example] = [...rowsOfWorkbook(template(), 10).rows];
  expect([...header!.cells.values()].map((cell) => 'text' in cell && cell.text)).toEqual([
    '统一社会信用代码 uscc',
    '名称 name',
    '用途 usage',
    '创始人类别 founder_flags',
    '编号 code',
    '楼层 floor',
    '可出租 rentable',
    '投入使用日期 added_on',
    '开始时间 starts_at',
  ]);
  expect(Object.fromEntries(example!.cells)).toEqual({
    0: { is: 'text', text: '91370200264574251E' },
    1: { is: 'text', text: '示例' },
    2: { is: 'text', text: 'office' },
    4: { is: 'text', text: '0301' },
    5: { is: 'number', digits: '3', day: null },
    6: { is: 'flag', flag: true },
    7: { is: 'date', day: '2025-06-01', time: null },
    8: { is: 'date', day: '2025-06-01', time: '10:00:00' },
  });
});

it('is read under its own header; the example is refused until it is changed', async () => {
  const { records } = tableOf(rowsOfWorkbook(template(), 10), knownColumns(of), 10);
  await expect(checkRow(of, records[0]!)).rejects.toMatchObject({ code: 'example_row', message: expect.stringContaining('示例') });
  const changed = { ...records[0]!, cells: { ...records[0]!.cells, name: { is: 'text', text: '甲' } as const } };
  expect(await checkRow(of, changed)).toMatchObject({ name: '甲', code: '0301', rentable: true });
});

it('offers the values of choices and of yes or no, and explains each column', () => {
  const parts = unzipSync(template());
  const sheet = (n: number): string => strFromU8(parts[`xl/worksheets/sheet${n}.xml`]!);
  const ranges = [...sheet(1).matchAll(/sqref="([^"]+)"><formula1>([^<]+)</g)].map(([, cells, range]) => [cells, range]);
  expect(ranges).toEqual([
    ['C2:C5001', "'选项 choices'!$A$2:$A$3"],
    ['D2:D5001', "'选项 choices'!$B$2:$B$3"],
    ['G2:G5001', "'选项 choices'!$C$2:$C$3"],
  ]);
  const texts = (n: number): string[] => [...sheet(n).matchAll(/<t [^>]+>([^<]*)</g)].map(([, text]) => text!);
  expect(texts(3)).toEqual(['usage', 'founder_flags', 'rentable', 'office', 'student', '是', 'desk', 'youth', '否']);
  expect(texts(2).join('|')).toContain('name|名称|Name|必填 yes|文字，最多 20 个字|text of at most 20 characters|What it is called|示例');
  expect(texts(2).join('|')).toContain('可选值之一|one of the choices|office 办公\ndesk 工位|office');
  expect(texts(2).join('|')).toContain('选填 no');
});
