import type { KpiUnit } from '@park/contracts';
import { countText, exactFigure, figureLine, grouped, percentText, shortFigure, signed, tickFigure } from './figure-text.ts';

describe('a figure on a tile', () => {
  it.each<[number, KpiUnit, string, string]>([
    [2_000, 'entities', '2,000 家', '2,000'],
    [5_236, 'people', '5,236 人', '5,236'],
    [123_456, 'people', '12.35 万人', '123,456'],
    [1_234_567, 'people', '123.5 万人', '1.23 M'],
    [160_000, 'kcny', '1.60 亿元', '160.0 M CNY'],
    [85.5, 'kcny', '8.55 万元', '85.50 K CNY'],
    [0, 'kcny', '0 元', '0 CNY'],
    [-85.5, 'kcny', '−8.55 万元', '−85.50 K CNY'],
    [180_000, 'm2', '18 万㎡', '180,000 m²'],
    [9_999, 'm2', '9,999 ㎡', '9,999 m²'],
    [87.694769, 'percent', '87.7%', '87.7%'],
    [1.9342, 'years', '1.93 年', '1.93 years'],
    [26, 'buildings', '26 栋', '26'],
    [160, 'apartments', '160 套', '160'],
    [1.2, 'seconds', '1.2 秒', '1.2 s'],
  ])('%d %s is %s, %s', (value, unit, zh, en) => {
    expect([figureLine(shortFigure(value, unit, 'zh')), figureLine(shortFigure(value, unit, 'en'))]).toEqual([zh, en]);
  });
});

it('is written out to the last digit in the unit in which it is kept', () => {
  expect(figureLine(exactFigure(160_000.25, 'kcny', 'zh'))).toBe('160,000.25 千元');
  expect(figureLine(exactFigure(87.694769, 'percent', 'en'))).toBe('87.6948%');
});

it('says nothing on an axis that says nothing', () => {
  expect(figureLine(tickFigure(60_000, 'kcny', 'en'))).toBe('60 M CNY');
  expect(figureLine(tickFigure(2_500, 'kcny', 'zh'))).toBe('250 万元');
  expect(figureLine(tickFigure(82.5, 'percent', 'zh'))).toBe('82.5%');
  expect(figureLine(tickFigure(0, 'kcny', 'zh'))).toBe('0');
});

it('has a true minus, and none for nothing', () => {
  expect([grouped(-3), grouped(-0.001), signed(3), signed(-1_200), signed(0)]).toEqual(['−3', '0', '+3', '−1,200', '0']);
});

it('has a dash for what is not known', () => {
  expect([countText(12_345), countText(0), countText(null), countText(undefined)]).toEqual(['12,345', '0', '—', '—']);
  expect([percentText(87.694769), percentText(0), percentText(null)]).toEqual(['87.7%', '0.0%', '—']);
});
