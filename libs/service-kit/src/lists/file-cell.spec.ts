import { fileCell, textOfCell } from './file-cell.ts';

it.each(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])(
  'runs nothing in a spreadsheet: a cell that begins with %j',
  (first) => {
    expect(textOfCell(fileCell(`${first}HYPERLINK(1)`, 'text'))).toBe(`'${first}HYPERLINK(1)`);
  },
);

it('leaves a number as it is, also below zero', () => {
  expect(textOfCell(fileCell(-1.5, 'number'))).toBe('-1.5');
});
