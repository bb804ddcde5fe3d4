import { CellFault, valueOf, type Cell, type Column } from './cell.ts';

const text = (value: string): Cell => ({ is: 'text', text: value });
const number = (digits: string, day: string | null = null): Cell => ({ is: 'number', digits, day });
const date = (day: string, time: string | null = null): Cell => ({ is: 'date', day, time });
const flag = (value: boolean): Cell => ({ is: 'flag', flag: value });
const phone: Column = { of: 'formed', pattern: /^1\d{10}$/ };

const read: [Cell, Column, unknown][] = [
  [text('80.6'), { of: 'number' }, 80.6],
  [text('1,036.90'), { of: 'number' }, 1036.9],
  [text('１，０３６．９'), { of: 'number' }, 1036.9],
  [text('-5'), { of: 'number' }, -5],
  [text('36.900000000000006'), { of: 'number' }, 36.9],
  [number('36.900000000000006'), { of: 'number' }, 36.9],
  [text('TRUE'), { of: 'flag' }, true],
  [text('是'), { of: 'flag' }, true],
  [text('否'), { of: 'flag' }, false],
  [text('0'), { of: 'flag' }, false],
  [text('１'), { of: 'flag' }, true],
  [number('1'), { of: 'flag' }, true],
  [flag(false), { of: 'flag' }, false],
  [text('2024-05-06'), { of: 'day' }, '2024-05-06'],
  [text('2024/5/6'), { of: 'day' }, '2024-05-06'],
  [text('2024.5.6'), { of: 'day' }, '2024-05-06'],
  [text('2024年5月6日'), { of: 'day' }, '2024-05-06'],
  [text('２０２４年５月６日'), { of: 'day' }, '2024-05-06'],
  [text('20240506'), { of: 'day' }, '2024-05-06'],
  [number('20240506'), { of: 'day' }, '2024-05-06'],
  [number('45418', '2024-05-06'), { of: 'day' }, '2024-05-06'],
  [date('2024-05-06'), { of: 'day' }, '2024-05-06'],
  [date('2024-05-06', '09:30:00'), { of: 'instant' }, '2024-05-06T09:30:00+08:00'],
  [text('2024/5/6 9:30'), { of: 'instant' }, '2024-05-06T09:30:00+08:00'],
  [text('2024年5月6日 09:30:15'), { of: 'instant' }, '2024-05-06T09:30:15+08:00'],
  [text('2024-05-06T01:30:00Z'), { of: 'instant' }, '2024-05-06T01:30:00Z'],
  [text('student;youth'), { of: 'choices', isClosed: true }, ['student', 'youth']],
  [text('student、youth，veteran'), { of: 'choices', isClosed: true }, ['student', 'youth', 'veteran']],
  [text('["student","youth"]'), { of: 'choices', isClosed: true }, ['student', 'youth']],
  [text('甲，乙；丙'), { of: 'choices', isClosed: false }, ['甲，乙', '丙']],
  [text('ｓｍａｌｌ'), { of: 'formed', pattern: null }, 'small'],
  [text('９１３７０２００２６４５７４２５１Ｅ'), { of: 'formed', pattern: null }, '91370200264574251E'],
  [number('13900000001'), phone, '13900000001'],
  [text("'=案例公式公司"), { of: 'text' }, '=案例公式公司'],
  [text("'十三五'规划"), { of: 'text' }, "'十三五'规划"],
];

it.each(read)('%j in a column of %j is %j', (cell, column, value) => {
  expect(valueOf(cell, column)).toEqual(value);
});

/** Text that may mean two things, or nothing, is left to the column's check. */
const left: [Cell, Column][] = [
  [text('1,03'), { of: 'number' }],
  [text('约100'), { of: 'number' }],
  [text('1234567890123456'), { of: 'number' }],
  [text('对'), { of: 'flag' }],
  [text('5/6/2024'), { of: 'day' }],
  [text('24-5-6'), { of: 'day' }],
  [text('2024-02-30'), { of: 'day' }],
  [text('2024年5月'), { of: 'day' }],
  [text('45418'), { of: 'day' }],
  [text('2024/5/6'), { of: 'instant' }],
];

it.each(left)('%j in a column of %j stays as it is', (cell, column) => {
  expect(valueOf(cell, column)).toBe((cell as { text: string }).text);
});

/** Each is a loss that nobody would see. */
const refused: [Cell, Column, RegExp][] = [
  [number('370299199804049000'), { of: 'formed', pattern: null }, /number where text is wanted.*format the column as text/],
  [number('301'), { of: 'text' }, /number where text is wanted/],
  [number('1390000000'), { of: 'formed', pattern: /^0?\d{10}$/ }, /number where text is wanted/],
  [text('3.70299E+17'), { of: 'formed', pattern: null }, /has lost digits/],
  [text('1.23E+15'), { of: 'text' }, /has lost digits/],
  [date('2026-01-02'), { of: 'text' }, /a date where text is wanted/],
  [flag(true), { of: 'text' }, /TRUE or FALSE where text is wanted/],
  [date('2026-01-02'), { of: 'number' }, /a date where a number is wanted/],
  [date('2026-01-02', '09:30:00'), { of: 'day' }, /a time of the day/],
  [{ is: 'fault', fault: 'the cell shows the error #REF!' }, { of: 'day' }, /#REF!/],
];

it.each(refused)('%j in a column of %j is refused: %s', (cell, column, reason) => {
  expect(() => valueOf(cell, column)).toThrow(CellFault);
  expect(() => valueOf(cell, column)).toThrow(reason);
});
