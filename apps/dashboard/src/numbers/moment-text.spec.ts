import { clockTime, dayAt, duration, longDay, spanLabel, stamp } from './moment-text.ts';

it('tells instants in the park’s own time', () => {
  const instant = new Date('2026-11-23T16:05:07Z');
  expect([dayAt(instant), clockTime(instant), stamp(instant.toISOString())]).toEqual(['2026-11-24', '00:05', '2026-11-24 00:05:07']);
});

it('tells days and ages in both languages', () => {
  expect(longDay('2026-11-24', 'zh')).toBe('2026年11月24日星期二');
  expect(longDay('2026-11-24', 'en')).toMatch(/^Tuesday,? 24 November 2026$/);
  expect([1.84, 59, 61, 7_300, 200_000].map((seconds) => duration(seconds, 'zh'))).toEqual(['1.8 秒', '59 秒', '1 分钟', '2 小时', '2 天']);
  expect(duration(90, 'en')).toBe('1 min');
});

it('labels spans by their grain', () => {
  expect(['day', 'month', 'quarter', 'year'].map((grain) => spanLabel('2026-07-01', grain))).toEqual([
    '2026-07-01',
    '2026-07',
    '2026 Q3',
    '2026',
  ]);
});
