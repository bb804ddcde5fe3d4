import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { csvOf, LoadNotes, writeFolder } from './folder.ts';
import { samplePark } from './sample-park.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sample-park-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it('writes CSV that a spreadsheet opens: byte-order mark, every column that any row has, true and false as words', () => {
  const csv = csvOf([
    { name: '青港物流', flag: true },
    { name: '甲, "乙"', area: 12.5 },
  ]);
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(parse(csv, { bom: true })).toEqual([
    ['name', 'flag', 'area'],
    ['青港物流', 'true', ''],
    ['甲, "乙"', '', '12.5'],
  ]);
});

it('leaves one park in the folder, with a note that says what is invented', () => {
  writeFolder(folder, samplePark('2023-08-18', new Date('2023-08-19T02:00:00Z')));
  const files = writeFolder(folder, samplePark('2026-02-01', new Date('2026-02-02T02:00:00Z')));
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .sort(),
  ).toEqual(files.map(({ name }) => name).sort());
  const note = readFileSync(join(folder, '说明-README.txt'), 'utf8');
  expect(note).toContain('开园日 / opening day: 2026-02-01');
  expect(note).toContain('2025 全年');
});

it('opens on the day before, keeps the day, the instant and the jobs that an earlier run began with, and refuses another day', () => {
  const first = new Date('2026-11-23T16:30:00Z'); // the 24th in Qingdao
  const later = new Date('2026-11-25T02:00:00Z');
  LoadNotes.open(folder, undefined, first).note('units.csv', 'job-1');
  const resumed = LoadNotes.open(folder, undefined, later);
  expect([resumed.openingDay, resumed.begunAt, resumed.idOf('units.csv'), resumed.idOf('leases.csv')]).toEqual([
    '2026-11-23',
    first,
    'job-1',
    undefined,
  ]);
  expect(() => LoadNotes.open(folder, '2023-08-18', later)).toThrow('Loading has begun with the opening day 2026-11-23');
});
