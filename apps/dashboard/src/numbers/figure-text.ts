/** How figures are written: 万 and 亿 in Chinese, K and M in English, always with their unit. */
import type { KpiUnit } from '@park/contracts';
import type { Language } from '../texts/language.ts';

export interface FigureText {
  number: string;
  unit: string;
}

interface Scale {
  by: number;
  sign: string;
}

const units: Record<KpiUnit, Record<Language, string>> = {
  entities: { zh: '家', en: '' },
  people: { zh: '人', en: '' },
  kcny: { zh: '元', en: 'CNY' },
  m2: { zh: '㎡', en: 'm²' },
  percent: { zh: '%', en: '%' },
  buildings: { zh: '栋', en: '' },
  apartments: { zh: '套', en: '' },
  applications: { zh: '份', en: '' },
  gatherings: { zh: '场', en: '' },
  registrations: { zh: '份', en: '' },
  visits: { zh: '人次', en: '' },
  projects: { zh: '个', en: '' },
  meetings: { zh: '场', en: '' },
  postings: { zh: '个', en: '' },
  offers: { zh: '份', en: '' },
  organisations: { zh: '家', en: '' },
  activities: { zh: '场', en: '' },
  needs: { zh: '项', en: '' },
  tasks: { zh: '项', en: '' },
  events: { zh: '条', en: '' },
  years: { zh: '年', en: 'years' },
  days: { zh: '天', en: 'days' },
  seconds: { zh: '秒', en: 's' },
};

/** Counts stay exact until they are long; money and area are read as orders of magnitude sooner. */
function scaleFor(amount: number, unit: KpiUnit, language: Language): Scale | undefined {
  const size = Math.abs(amount);
  const least = unit === 'kcny' || (unit === 'm2' && language === 'zh') ? 0 : { zh: 1e5, en: 1e6 }[language];
  return scales[language].find(({ by }) => size >= by && size >= least);
}

const scales: Record<Language, readonly Scale[]> = {
  zh: [
    { by: 1e8, sign: '亿' },
    { by: 1e4, sign: '万' },
  ],
  en: [
    { by: 1e9, sign: 'B' },
    { by: 1e6, sign: 'M' },
    { by: 1e3, sign: 'K' },
  ],
};

export function grouped(value: number, digits = 2, least = 0): string {
  const text = new Intl.NumberFormat('en-US', { maximumFractionDigits: digits, minimumFractionDigits: least }).format(value);
  return text.replace(/^-(?=[0.,]*$)/, '').replace('-', '−');
}

/** As on a tile: short, and near enough for a wall. */
export function shortFigure(value: number, unit: KpiUnit, language: Language): FigureText {
  if (unit === 'percent') return { number: grouped(value, 1, 1), unit: '%' };
  if (unit === 'years') return { number: grouped(value, 2, 2), unit: units.years[language] };
  if (unit === 'days' || unit === 'seconds') return { number: grouped(value, 1), unit: units[unit][language] };
  const amount = unit === 'kcny' ? value * 1_000 : value;
  const scale = scaleFor(amount, unit, language);
  if (!scale) return { number: grouped(amount, 2), unit: units[unit][language] };
  const scaled = amount / scale.by;
  const digits = Math.abs(scaled) >= 1_000 ? 0 : Math.abs(scaled) >= 100 ? 1 : 2;
  const joined = language === 'zh' ? scale.sign + units[unit].zh : [scale.sign, units[unit].en].filter(Boolean).join(' ');
  return { number: grouped(scaled, digits, unit === 'kcny' ? digits : 0), unit: joined };
}

/** As on an axis: short, and without decimals that say nothing. */
export function tickFigure(value: number, unit: KpiUnit, language: Language): FigureText {
  const { number, unit: written } = shortFigure(value, unit, language);
  return { number: number.replace(/\.(\d*?)0+$/, (_, kept: string) => (kept ? `.${kept}` : '')), unit: value === 0 ? '' : written };
}

/** To the last digit, in the unit in which it is kept. */
export function exactFigure(value: number, unit: KpiUnit, language: Language): FigureText {
  const digits = unit === 'percent' || unit === 'years' ? 4 : 2;
  return { number: grouped(value, digits), unit: unit === 'kcny' ? { zh: '千元', en: 'K CNY' }[language] : units[unit][language] };
}

/** A whole number, or a dash where it is not known. */
export function countText(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : grouped(value, 0);
}

/** With one decimal, or a dash where there is nothing to divide by. */
export function percentText(share: number | null): string {
  return share === null ? '—' : `${grouped(share, 1, 1)}%`;
}

/** In one string, as in tables and for screen readers. */
export function figureLine({ number, unit }: FigureText): string {
  return unit === '' || unit === '%' ? `${number}${unit}` : `${number} ${unit}`;
}

export function signed(value: number, digits = 2): string {
  return value > 0 ? `+${grouped(value, digits)}` : grouped(value, digits);
}
