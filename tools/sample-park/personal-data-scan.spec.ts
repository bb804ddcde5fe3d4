import { foundIn, personalTextsOf } from './personal-data-scan.ts';
import { samplePark } from './sample-park.ts';

const { files } = samplePark('2025-08-18', new Date('2025-08-19T02:00:00Z'));
const texts = personalTextsOf(files);

it('knows the persons of every file that has some', () => {
  expect(texts.size).toBeGreaterThan(10_000);
  expect([...texts].some((text) => /^.样.$/.test(text))).toBe(true);
  expect([...texts].some((text) => /^1\d{10}$/.test(text))).toBe(true);
  expect([...texts].some((text) => /^\d{17}[\dX]$/.test(text))).toBe(true);
});

it.each(['', 'title 会议'])('finds each kind of text that is planted, also within another: %s', (before) => {
  const planted = [/^.样.$/, /^1\d{10}$/, /^\d{17}[\dX]$/].map((kind) => [...texts].find((text) => kind.test(text))!);
  for (const text of planted) expect(foundIn(`{"data":{"title":"${before}${text}，请联系"}}`, texts)).toEqual([text]);
});

it('finds nobody in what names nobody', () => {
  expect(foundIn('{"feedposition":1,"data":{"code":"JF-000001","to_state":"employer_registration"}}', texts)).toEqual([]);
});
