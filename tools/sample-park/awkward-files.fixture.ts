/** The sample park's files of a service, with texts in them that files damage: what an export must bring back. */
import fc from 'fast-check';
import { csvOf } from './folder.ts';
import { samplePark } from './sample-park.ts';

export const awkwardNow = '2025-08-19T02:00:00Z';

export const awkwardPark = (): ReturnType<typeof samplePark> => samplePark('2025-08-18', new Date(awkwardNow));

interface Wish {
  /** Kinds that this service alone cannot take in. */
  leaveOut?: readonly string[];
  isWanted?(row: { uscc?: string; entity_uscc?: string }): boolean;
}

/** One of each kind, in their order. Other texts each day, the same all day long: what fails can be tried again. */
export function awkwardFiles(service: string, { leaveOut = [], isWanted = () => true }: Wish = {}): { kind: string; content: Buffer }[] {
  const seed = Math.floor(Date.now() / 86_400_000);
  const files = awkwardPark().files.filter((file) => file.service === service && !leaveOut.includes(file.kind));
  const first = [...Map.groupBy(files, ({ kind }) => kind).values()].map(([file]) => file!);
  return first.map(({ kind, rows }) => ({ kind, content: csvOf(awkwardRows(rows.filter(isWanted), seed)) }));
}

const awkward = [
  '=甲',
  "''=甲",
  "'甲",
  '+甲',
  '-甲',
  '@甲',
  '＝甲',
  'Ａ１甲',
  '甲;乙',
  '甲；乙',
  '[甲',
  '"甲"',
  '甲,乙',
  '<甲>&',
  '_x0041_甲',
  '0301',
  '370299199804049270',
  '是',
  '2024-05-06',
];
const freeTexts = ['name', 'name_en', 'title', 'title_en', 'venue', 'gate', 'place', 'layout', 'building', 'evidence_file_name'];
const longTexts = ['note', 'reason', 'result', 'terms', 'closed_reason'];

/** Each with another text. */
function awkwardRows<Row extends object>(rows: readonly Row[], seed: number): Row[] {
  const letters = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(...'甲乙ab01 ;,"\'=+-@#%&<>（）／') });
  const texts = fc.sample(
    fc.oneof(
      fc.constantFrom(...awkward),
      letters.map((text) => `甲${text}乙`),
    ),
    { seed, numRuns: rows.length },
  );
  return rows.map((row, i) => {
    const changed = Object.entries(row).map(([column, value]: [string, unknown]) => {
      if (freeTexts.includes(column)) return [column, `${texts[i]}${i}`];
      return [column, longTexts.includes(column) ? `${texts[i]}\n${i}` : value];
    });
    return Object.fromEntries(changed) as Row;
  });
}
