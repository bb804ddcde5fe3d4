/** What the article says of the park: these figures must come out of the events, exactly, on the opening day. */
import type { Story } from './story.ts';

/** As `POST /kpis/query` takes it. */
export interface KpiQuestion {
  code: string;
  as_of: string;
  from?: string;
  to?: string;
  brand?: string;
}

export interface Figure {
  question: KpiQuestion;
  expected: number;
  /** Where the figure's own name does not say it all. */
  of?: string;
}

export function figures({ openingDay, contribution }: Story): Figure[] {
  const stock = (code: string, expected: number): Figure => ({ question: { code, as_of: openingDay }, expected });
  const { from, to, isYearToDate } = contribution;
  const year = from.slice(0, 4);
  return [
    stock('market_entities_stock', 2_000),
    stock('tech_firms_stock', 400),
    stock('employment_total', 5_236),
    {
      question: { code: 'economic_contribution', as_of: openingDay, ...(!isYearToDate && { from, to }) },
      expected: 160_000,
      of: isYearToDate ? `${year} 年初至开园日 / year to date` : `${year} 全年 / whole year`,
    },
    stock('buildings_renovated', 26),
    stock('indoor_area_renovated', 180_000),
    stock('outdoor_area_renewed', 80_000),
    stock('housing_units_supply', 160),
    { question: { code: 'housing_units_supply', as_of: openingDay, brand: 'hiking' }, expected: 90, of: 'Hiking青年驿站' },
    { question: { code: 'housing_units_supply', as_of: openingDay, brand: 'xihai' }, expected: 70, of: '嘻嗨公寓' },
  ];
}
