import { clockTime, dayAt, dayRange, duration, longDay, monthName, shortDay, spanLabel, stamp } from './moment-text.ts';

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

it('tells the days of a programme', () => {
  expect([shortDay('2026-11-24', 'zh'), shortDay('2026-11-24', 'en')]).toEqual([
    '11月24日星期二',
    expect.stringMatching(/^Tuesday,? 24 November$/),
  ]);
  expect(['2025-08-20', '2025-09-02', '2026-01-02', '2025-08-18'].map((last) => dayRange('2025-08-18', last, 'zh'))).toEqual([
    '2025年8月18日至20日',
    '2025年8月18日至9月2日',
    '2025年8月18日至2026年1月2日',
    '2025年8月18日',
  ]);
  expect(dayRange('2025-08-18', '2025-08-20', 'en')).toMatch(/^18\s?[–-]\s?20 August 2025$/);
  expect(dayRange('2025-08-18', '2025-08-18', 'en')).toBe('18 August 2025');
});

it('names the month alone', () => {
  expect([monthName('2026-09', 'zh'), monthName('2026-01', 'en')]).toEqual(['9月', 'Jan']);
});

it('labels spans by their grain', () => {
  expect(['day', 'month', 'quarter', 'year'].map((grain) => spanLabel('2026-07-01', grain))).toEqual([
    '2026-07-01',
    '2026-07',
    '2026 Q3',
    '2026',
  ]);
});
