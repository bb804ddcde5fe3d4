/** Errors of rows in Chinese. */
import { readFileSync } from 'node:fs';
import { Whole } from '../http/fields.dto.ts';
import { inChinese } from './chinese-errors.ts';
import { describedColumns } from './columns.ts';

class Row {
  @Whole(0, 9)
  floor: number;
}

const [floor] = describedColumns({ kind: 'units', row: Row });
const errorOf = (code: string, message: string) => ({ line: 2, column: 'floor', code, message });

/** The sentences about cells and rows, as the readers of files have them; what varies in them is a number. */
const sentences = ['sheet', 'cell', 'number-format', 'table'].flatMap((name) => {
  const text = readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
  return [...text.matchAll(/(?:fault: |CellFault\(|pointer(?:: ['`][^'`]*['`])?, detail: )['`](the [^'`]+)['`]/g)].map(([, sentence]) =>
    sentence!
      .replace('${kinds[cell.is]}', 'a number')
      .replace('${asText}', 'format the column as text')
      .replaceAll(/\$\{(?:[^{}]|\{[^}]*\})+\}/g, '7'),
  );
});
const aboutRows = sentences.filter((sentence) => !sentence.startsWith('the column'));

it.each(aboutRows)('has words of its own for: %s', (sentence) => {
  const chinese = inChinese(errorOf('invalid_input', sentence), floor, false);
  expect(chinese).not.toBe(`应为${floor!.form.zh}`);
  expect(chinese).not.toMatch(/undefined|\bthe\b/);
});

it('knows the sentences of all readers', () => {
  expect(aboutRows.length).toBeGreaterThan(15);
});

it.each([
  ['invalid_input', 'floor must be a whole number', true, '必填'],
  ['invalid_input', 'floor must be a whole number', false, `应为${floor!.form.zh}`],
  ['invalid_input', 'the cell holds TRUE or FALSE where a number is wanted', false, '应为数字，单元格中却是逻辑值'],
  ['in_future', 'floor must not be later than today.', false, '不能是将来的日期或时间'],
  [
    'day_too_early',
    'floor must not be earlier than 2024-06-01.',
    false,
    '日期过早：不能早于所依据的前一步骤（floor must not be earlier than 2024-06-01.）',
  ],
  ['lease_not_found', 'There is no such lease.', false, undefined],
])('%s, "%s", of an empty cell: %s', (code, message, isEmpty, chinese) => {
  expect(inChinese(errorOf(code, message), floor, isEmpty)).toBe(chinese);
});
