import { csvFile } from './csv-file.ts';

it.each(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])(
  'runs nothing in a spreadsheet: a cell that begins with %j',
  (first) => {
    const [, cell] = csvFile(['text'], [{ text: `${first}HYPERLINK(1)` }])
      .toString('utf8')
      .split(/^.*text\n/);
    expect(cell).toMatch(/^"?'/);
  },
);

it('leaves a number as it is, also below zero', () => {
  expect(csvFile(['n'], [{ n: -1.5 }]).toString('utf8')).toMatch(/\n-1\.5\n$/);
});
