/** The workbook that a clerk fills in: a sheet with the header and an example, one that explains each column, one with the values of choices. */
import { fileCell } from '../lists/file-cell.ts';
import { widthOf } from '../lists/list-file.ts';
import type { Cell } from './cell.ts';
import type { DescribedColumn } from './columns.ts';
import type { WrittenCell, WrittenColumn, WrittenSheet } from './sheet-writer.ts';
import { placeOf, type TableRow } from './table.ts';
import type { CellKind } from './workbook-styles.ts';

const choicesSheet = '选项 choices';
const flagChoices = ['是', '否'];

export function templateSheets(kind: string, columns: readonly DescribedColumn[]): WrittenSheet[] {
  const offered = columns.filter((column) => choicesOf(column).length > 0);
  const rangeOf = (column: DescribedColumn): WrittenColumn['choices'] => {
    const at = offered.indexOf(column);
    const last = choicesOf(column).length + 1;
    return at < 0 ? undefined : { range: `'${choicesSheet}'!$${placeOf(at)}$2:$${placeOf(at)}$${last}`, isClosed: column.of !== 'choices' };
  };
  const filled = columns.map((column) => {
    const header = `${column.names.zh} ${column.name}`;
    const choices = rangeOf(column);
    return { header, kind: cellKind(column), width: Math.min(40, Math.max(12, widthOf(header) + 2)), ...(choices && { choices }) };
  });
  return [
    { name: kind.slice(0, 31), columns: filled, rows: [columns.map(exampleCell)] },
    { name: '说明 columns', columns: explained, rows: [exampleNote, ...columns.map(explanation)] },
    { name: choicesSheet, columns: offered.map(({ name }) => ({ header: name, kind: 'text', width: 24 })), rows: choiceRows(offered) },
  ];
}

/** As a reader of the template gets it. */
export function exampleRow(columns: readonly DescribedColumn[]): TableRow {
  const cells = columns.flatMap((column): [string, Cell][] => {
    const cell = exampleCell(column);
    return cell === null ? [] : [[column.name, readCell(cell)]];
  });
  return { line: 2, cells: Object.fromEntries(cells), faults: [] };
}

/** Only of what is required: each such row is one that the checks of the columns take. */
function exampleCell({ isRequired, example, ...column }: DescribedColumn): WrittenCell | null {
  return isRequired ? fileCell(example, cellKind(column)) : null;
}

function readCell(cell: WrittenCell): Cell {
  switch (cell.is) {
    case 'text':
      return { is: 'text', text: cell.text };
    case 'number':
      return { is: 'number', digits: String(cell.number), day: null };
    case 'flag':
      return cell;
    case 'day':
      return { is: 'date', day: cell.day, time: null };
    case 'instant': {
      const [day, time] = new Date(cell.instant.getTime() + 8 * 3_600_000).toISOString().split('T');
      return { is: 'date', day: day!, time: time!.slice(0, 8) };
    }
    case 'lost':
      return { is: 'fault', fault: 'the cell shows an error' };
  }
}

export function cellKind({ of, isWhole }: Pick<DescribedColumn, 'of' | 'isWhole'>): CellKind {
  if (of === 'number') return isWhole ? 'whole' : 'number';
  return of === 'flag' || of === 'day' || of === 'instant' ? of : 'text';
}

function choicesOf({ of, choices }: DescribedColumn): string[] {
  return of === 'flag' ? flagChoices : choices.map(({ value }) => value);
}

const explained: WrittenColumn[] = [
  ['列 column', 28],
  ['中文名 Chinese', 28],
  ['英文名 English', 28],
  ['必填 required', 12],
  ['格式', 32],
  ['form', 32],
  ['含义 meaning', 50],
  ['可选值 choices', 36],
  ['示例 example', 28],
].map(([header, width]) => ({ header: String(header), kind: 'text', width: Number(width) }));

const wrapped = (text: string): WrittenCell | null => (text === '' ? null : { is: 'text', text, isWrapped: true });

const exampleNote = [
  '第 2 行 row 2',
  '',
  '',
  '',
  '',
  '',
  '第一张表的第 2 行是示例，导入前请删除。 Row 2 of the first sheet is an example: delete it before the import.',
].map(wrapped);

function explanation(column: DescribedColumn): (WrittenCell | null)[] {
  const { name, names, isRequired, form, meaning, choices, example } = column;
  const shown = fileCell(example, 'text');
  return [
    name,
    names.zh,
    names.en,
    isRequired ? '必填 yes' : '选填 no',
    form.zh,
    form.en,
    meaning,
    choices.map(({ value, zh }) => `${value} ${zh}`).join('\n'),
    shown === null ? '' : shown.is === 'text' ? shown.text : String(example),
  ].map(wrapped);
}

function choiceRows(offered: readonly DescribedColumn[]): (WrittenCell | null)[][] {
  const lists = offered.map(choicesOf);
  const most = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: most }, (_, line) =>
    lists.map((list) => (list[line] === undefined ? null : { is: 'text', text: list[line] })),
  );
}
