/** The rows of a file as they were sent, with the bad cells marked and a last column that tells why: to be corrected and sent again. */
import { widthOf } from '../lists/list-file.ts';
import type { Cell } from './cell.ts';
import { inChinese } from './chinese-errors.ts';
import type { DescribedColumn } from './columns.ts';
import type { RowError } from './import-run.service.ts';
import type { RowCell, WrittenCell, WrittenColumn, WrittenSheet } from './sheet-writer.ts';
import { columnNamed, placeOf, reportHeading, type FileRow, type KnownColumn } from './table.ts';
import { cellKind } from './template.ts';

export type Language = 'zh' | 'en';

export interface SentFile {
  /** The header first. */
  rows: readonly FileRow[];
  known: readonly KnownColumn[];
  described: readonly DescribedColumn[];
  errors: readonly RowError[];
}

const widest = 40;

export function errorReport({ rows: [header, ...rows], known, described, errors }: SentFile, language: Language): WrittenSheet {
  const columns = Array.from({ length: Math.max(...[header!, ...rows].map(({ cells }) => Math.max(...cells.keys()) + 1)) }, (_, at) => {
    const cell = header!.cells.get(at);
    const column = described.find(({ name }) => name === columnNamed(cell, known));
    return { at, column, written: columnOf(cell, column) };
  }).filter(({ written }) => written.header !== reportHeading);
  const byLine = Map.groupBy(errors, ({ line }) => line);
  return {
    name: 'errors',
    columns: [...columns.map(({ written }) => written), { header: reportHeading, kind: 'text', width: 60 }],
    rows: rows.map((row): RowCell[] => {
      const own = byLine.get(row.line) ?? [];
      const cells = columns.map(({ at, column }): RowCell => {
        const cell = sentCell(row.cells.get(at));
        const isBad = own.some((error) => error.column !== '' && [column?.name, placeOf(at)].includes(error.column));
        return isBad ? { marked: cell } : cell;
      });
      const sentences = own.map((error) => sentence(error, described, row, columns, language));
      return [...cells, sentences.length === 0 ? null : { marked: { is: 'text', text: sentences.join('\n') } }];
    }),
  };
}

function columnOf(cell: Cell | undefined, column: DescribedColumn | undefined): WrittenColumn {
  const header = cell?.is === 'text' ? cell.text : '';
  return { header, kind: column ? cellKind(column) : 'text', width: Math.min(widest, Math.max(12, widthOf(header) + 2)) };
}

/** A cell whose value the file did not hold is an error cell, which no import reads as empty. */
function sentCell(cell: Cell | undefined): WrittenCell | null {
  switch (cell?.is) {
    case undefined:
      return null;
    case 'text':
    case 'flag':
      return cell;
    case 'number':
      return { is: 'number', number: Number(cell.digits) };
    case 'date':
      return cell.time === null ? { is: 'day', day: cell.day } : { is: 'instant', instant: new Date(`${cell.day}T${cell.time}+08:00`) };
    case 'fault':
      return { is: 'lost' };
  }
}

function sentence(
  error: RowError,
  described: readonly DescribedColumn[],
  { cells }: FileRow,
  columns: readonly { at: number; column: DescribedColumn | undefined }[],
  language: Language,
): string {
  const column = described.find(({ name }) => name === error.column);
  const isEmpty = !cells.has(columns.find((one) => one.column === column)?.at ?? -1);
  const isChinese = language === 'zh';
  const where = isChinese ? (column?.names.zh ?? error.column) : error.column;
  const text = (isChinese && inChinese(error, column, isEmpty)) || error.message;
  if (where === '') return text;
  return isChinese ? `${where}：${text}` : `${where}: ${text}`;
}
