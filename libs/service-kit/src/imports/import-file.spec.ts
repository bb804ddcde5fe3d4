import { Refusal } from '@park/kernel';
import { limits } from '../http/limits.ts';
import { Text, Whole } from '../http/fields.dto.ts';
import { fromCsv } from './csv.ts';
import { readTable } from './import-file.service.ts';

class Row {
  @Text(20)
  name: string;

  @Whole(0, 9, { optional: true })
  stars?: number;
}

async function refusalOf(text: string): Promise<Refusal> {
  const outcome = await readTable(Buffer.from(text), Row).catch((error: unknown) => error);
  if (outcome instanceof Refusal) return outcome;
  throw new Error('The file was taken.');
}
const file = (rows: number): string => `name\n${'x\n'.repeat(rows)}`;

it('takes as many rows as the limit says, with their lines', async () => {
  const { columns, records } = await readTable(Buffer.from(file(limits.fileRows)), Row);
  expect([columns, records.length, records.at(-1)]).toEqual([
    ['name'],
    limits.fileRows,
    { line: limits.fileRows + 1, cells: { name: 'x' } },
  ]);
  expect(await refusalOf(file(limits.fileRows + 1))).toMatchObject({ code: 'too_many_rows' });
});

it('refuses a column that is unknown, or there twice', async () => {
  expect(await refusalOf('name,a/b,name\nx,y,z\n')).toMatchObject({
    code: 'invalid_input',
    errors: [{ pointer: '/a~1b' }, { pointer: '/name', detail: expect.stringContaining('twice') }],
  });
});

it('tells at most fifty of many columns', async () => {
  const { errors, message } = await refusalOf(`${','.repeat(99_999)}\n${'1\n'.repeat(300)}`);
  expect([errors.length, message]).toEqual([limits.answeredErrors, '100000 members are not as required. The first 50 are listed.']);
});

it('looks at the header before it reads a row', () => {
  const seen: string[][] = [];
  const broken = 'name\n"never closed';
  expect(() => fromCsv(broken, 10, (columns) => seen.push(columns))).toThrow(/Quote/);
  expect(seen).toEqual([['name']]);
});

it('reads no further than the limit', () => {
  expect(fromCsv('name\na\nb\n"never closed', 2, () => undefined).records.map(({ cells }) => cells['name'])).toEqual(['a', 'b']);
});
