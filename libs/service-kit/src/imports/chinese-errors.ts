/** The errors of rows in Chinese, for a clerk who does not read the API’s English. */
import { problemTexts } from '@park/contracts';
import type { DescribedColumn } from './columns.ts';
import type { RowError } from './import-run.service.ts';

const kinds: Record<string, string> = { 'a number': '数字', 'a date': '日期', 'TRUE or FALSE': '逻辑值' };
const wanted: Record<string, string> = {
  'a number': '数字',
  'yes or no': '是或否',
  'a date': '日期',
  'a date with its time': '日期和时间',
};

/** About what a file holds, whatever the column; the words that they stand for in each. */
const faults: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/format the column as text/, () => '表格会丢失开头的零和第 15 位之后的数字：请将该列设为文本格式后重新输入'],
  [/^the cell holds (.+) where (.+) is wanted$/, (held, want) => `应为${wanted[want!]}，单元格中却是${kinds[held!] ?? '日期和时刻'}`],
  [/^the cell has a formula without a value/, () => '公式没有计算结果：请用 Excel 打开并保存后再导入'],
  [/^the cell shows (?:the error (.+)|an error)$/, (error) => `单元格显示错误值${error ? ` ${error}` : ''}`],
  [/^the cell is of the unknown type (.+)$/, (type) => `单元格的类型 ${type} 无法识别`],
  [/^the cell holds no number/, () => '单元格标为数字，内容却不是数字'],
  [/^the cell holds a number that is no date$/, () => '单元格中的数字不是日期'],
  [/^the cell holds a time of the day without its date$/, () => '单元格中只有时刻，缺少日期'],
  [/^the cell is one of the merged cells from (\w+)/, (place) => `单元格属于从 ${place} 起的合并单元格：请取消合并并逐格填写`],
  [/^the text of the cell is missing in the file$/, () => '文件中缺少此单元格的文字'],
  [/as a percentage/, () => '表格显示为百分比：请输入数值本身'],
  [/in thousands/, () => '表格以千为单位显示：请输入数值本身'],
  [/^the cell in column (\w+) stands under no column name$/, (place) => `${place} 列没有列名，不知属于哪一列`],
  [/^the row is hidden/, () => '此行在表格中被隐藏：请取消隐藏或删除'],
  [/^the same row stands in line (\d+)$/, (line) => `与第 ${line} 行重复`],
];

/** `column`: in which the error is, where it is in one. Undefined where there is no Chinese text. */
export function inChinese({ code, message }: RowError, column: DescribedColumn | undefined, isEmpty: boolean): string | undefined {
  if (column && (code === 'required' || (code === 'invalid_input' && isEmpty))) return '必填';
  if (code !== 'invalid_input') return withDetail(problemTexts[code], message);
  for (const [pattern, words] of faults) {
    const found = pattern.exec(message);
    if (found) return words(...found.slice(1));
  }
  return column ? `应为${column.form.zh}` : withDetail(problemTexts[code], message);
}

/** Days, amounts, codes and calls stand in the detail alone. */
function withDetail(text: string | undefined, message: string): string | undefined {
  return text !== undefined && /[\d{]/.test(message) ? `${text}（${message}）` : text;
}
