/**
 * The operating reports of the market entities: who reported which quarter and year, how many people they employ and what they
 * pay. On the opening day the latest verified ones say 5,236 people, and the year of contribution comes to 160,000 thousand CNY.
 */
import { daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { apportion } from './apportion.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { MarketEntity } from './market-entities.ts';
import { segments } from './segments.ts';
import { earlier, later, type Period, type Story } from './story.ts';

export interface OperatingReportRow {
  entity_uscc: string;
  period: string;
  revenue_kcny: number;
  tax_total_kcny: number;
  tax_local_kcny: number;
  employees_end: number;
  employees_grad_fresh: number;
  rd_expense_kcny: number;
  ip_applied: number;
  ip_granted: number;
  financing_kcny: number;
  export_kcny: number;
  state: 'draft' | 'submitted' | 'verified';
}

const employment = 5_236;
const taxLocalKcny = 160_000;
const growthPerQuarter = 1.05;
const reportsReliably = 0.93;
const asExpected = [
  ['verified', 95],
  ['submitted', 3],
  ['draft', 1],
  ['missing', 1],
] as const;
const unreliably = [
  ['verified', 35],
  ['submitted', 10],
  ['draft', 15],
  ['missing', 40],
] as const;

type Standing = (typeof unreliably)[number][0];

/** One entity's quarter as it really was, reported or not. */
interface Quarter {
  period: Period;
  standing: Standing;
  tax: number;
}

interface Books {
  entity: MarketEntity;
  quarters: Quarter[];
  /** Of the year before the opening day's; null where it was not here in that year. */
  year: { standing: Standing; tax: number } | null;
  people: number;
  chance: Chance;
  /** Of all taxes, what stays local; of the revenue, all taxes. */
  localShare: number;
  taxShare: number;
}

export function operatingReports(story: Story, entities: readonly MarketEntity[]): OperatingReportRow[] {
  const books = entities
    .filter(({ kind, movedInOn }) => kind !== 'service_platform' && movedInOn !== null)
    .map((entity) => open(story, entity));
  scale(books, story);
  employ(books, story);
  const byPeriod = Map.groupBy(
    books.flatMap((book) => rowsOf(book, story)),
    ({ period }) => period,
  );
  return [...byPeriod].sort(([a], [b]) => order(a) - order(b)).flatMap(([, rows]) => rows);
}

function open(story: Story, entity: MarketEntity): Books {
  const chance = chanceOf(`reports of ${entity.uscc}`);
  const standings = chance.happens(reportsReliably) ? asExpected : unreliably;
  const { tax } = segments[entity.segment];
  const paysNone = entity.size < 3 && chance.happens(0.3);
  const level = paysNone ? 0 : tax * entity.size ** 1.35 * Math.exp(0.7 * chance.normal());
  const quarters = story.quarters.flatMap((period, i): Quarter[] => {
    const days = daysHere(entity, period);
    if (days === 0) return [];
    const share = days / daysBetween(period.from, period.to);
    return [{ period, standing: chance.weighted(standings), tax: level * share * growthPerQuarter ** i * (0.7 + 0.6 * chance.next()) }];
  });
  const inYear = quarters.some(({ period }) => period.year === story.yearBefore.name);
  return {
    entity,
    quarters,
    year: inYear ? { standing: chance.weighted(standings), tax: 0 } : null,
    people: 0,
    chance,
    localShare: 0.36 + 0.2 * chance.next(),
    taxShare: 0.025 + 0.05 * chance.next(),
  };
}

function daysHere({ movedInOn, departedOn }: MarketEntity, { from, to }: Period): number {
  const [first, end] = [later(movedInOn!, from), earlier(departedOn ?? to, to)];
  return first < end ? daysBetween(first, end) : 0;
}

/** In whole thousands, so that what counts in the year of contribution adds up; a yearly report says what its quarters say. */
function scale(books: readonly Books[], story: Story): void {
  const counting = books.flatMap((book) => countingQuarters(book, story));
  const factor = taxLocalKcny / counting.reduce((sum, { tax }) => sum + tax, 0);
  for (const quarter of books.flatMap(({ quarters }) => quarters)) quarter.tax = Math.round(quarter.tax * factor);
  const missing = taxLocalKcny - counting.reduce((sum, { tax }) => sum + tax, 0);
  const largest = counting.filter(({ tax }) => tax > 0).sort((a, b) => b.tax - a.tax);
  for (let i = 0; i < Math.abs(missing); i++) largest[i % largest.length]!.tax += Math.sign(missing);
  for (const { quarters, year } of books) {
    if (year) year.tax = sum(quarters.filter(({ period }) => period.year === story.yearBefore.name).map(({ tax }) => tax));
  }
}

/** The quarters whose tax counts: verified, or settled by a verified report of their year. */
function countingQuarters({ quarters, year }: Books, { contribution, yearBefore }: Story): Quarter[] {
  return quarters.filter(({ period, standing }) => {
    if (period.to <= contribution.from || period.to > contribution.to) return false;
    return standing === 'verified' || (period.year === yearBefore.name && year?.standing === 'verified');
  });
}

/** An entity that is here and has a verified report employs somebody; the others' people are not known. */
function employ(books: readonly Books[], story: Story): void {
  const known = books.filter((book) => book.entity.departedOn === null && latestVerified(book, story) !== null);
  const weights = known.map(({ entity }) => segments[entity.segment].people * entity.size ** 1.4);
  const more = apportion(employment - known.length, weights);
  known.forEach((book, i) => (book.people = 1 + more[i]!));
  for (const book of books) book.people ||= book.chance.whole(1, 5);
}

/** The end of the latest verified period. */
function latestVerified({ quarters, year }: Books, { yearBefore }: Story): LocalDate | null {
  const ends = quarters.filter(({ standing }) => standing === 'verified').map(({ period }) => period.to);
  if (year?.standing === 'verified') ends.push(yearBefore.to);
  return ends.sort().at(-1) ?? null;
}

function rowsOf(book: Books, story: Story): OperatingReportRow[] {
  const latest = latestVerified(book, story);
  const { quarters: all } = story;
  const quarters = book.quarters.map((quarter) => {
    const isLatest = quarter.period.to === latest;
    const ago = all.length - 1 - all.indexOf(quarter.period);
    const people = isLatest ? book.people : Math.max(1, Math.round(book.people * (1 - 0.05 * ago)));
    return { standing: quarter.standing, row: report(book, quarter.period.name, quarter.tax, people) };
  });
  const reports = [
    ...quarters,
    ...yearly(
      book,
      story,
      quarters.map(({ row }) => row),
    ),
  ];
  return reports.flatMap(({ standing, row }) => (standing === 'missing' ? [] : [{ ...row, state: standing }]));
}

type Figures = Omit<OperatingReportRow, 'state'>;

function yearly(
  { entity, year, people }: Books,
  { yearBefore }: Story,
  quarters: readonly Figures[],
): { standing: Standing; row: Figures }[] {
  if (!year) return [];
  const own = quarters.filter(({ period }) => period.startsWith(yearBefore.name));
  const atEnd = own.find(({ period }) => period.endsWith('Q4'))?.employees_end ?? people;
  const total = (name: SummedFigure): number => sum(own.map((row) => row[name]));
  const row = {
    entity_uscc: entity.uscc,
    period: yearBefore.name,
    revenue_kcny: total('revenue_kcny'),
    tax_total_kcny: total('tax_total_kcny'),
    tax_local_kcny: year.tax,
    employees_end: atEnd,
    employees_grad_fresh: Math.min(atEnd, total('employees_grad_fresh')),
    rd_expense_kcny: total('rd_expense_kcny'),
    ip_applied: total('ip_applied'),
    ip_granted: total('ip_granted'),
    financing_kcny: total('financing_kcny'),
    export_kcny: total('export_kcny'),
  };
  return [{ standing: year.standing, row }];
}

type SummedFigure = Exclude<keyof Figures, 'entity_uscc' | 'period' | 'tax_local_kcny' | 'employees_end'>;

function report({ entity, localShare, taxShare, chance }: Books, period: string, tax: number, people: number): Figures {
  const tax_total_kcny = Math.round(tax / localShare);
  const revenue_kcny = Math.round(tax_total_kcny / taxShare) + chance.whole(5, 60) * people;
  const isTechnical = entity.segment === 'technology';
  return {
    entity_uscc: entity.uscc,
    period,
    revenue_kcny,
    tax_total_kcny,
    tax_local_kcny: tax,
    employees_end: people,
    employees_grad_fresh: chance.happens(0.25) ? Math.floor(people * 0.4 * chance.next()) : 0,
    rd_expense_kcny: isTechnical ? Math.round(revenue_kcny * (0.03 + 0.09 * chance.next())) : 0,
    ip_applied: isTechnical ? chance.whole(0, 3) : 0,
    ip_granted: isTechnical ? chance.whole(0, 2) : 0,
    financing_kcny: isTechnical && chance.happens(0.02) ? chance.whole(5, 80) * 100 : 0,
    export_kcny: entity.segment === 'trade' && chance.happens(0.4) ? Math.round(revenue_kcny * 0.6 * chance.next()) : 0,
  };
}

/** A year comes after its quarters. */
function order(period: string): number {
  return Number(period.slice(0, 4)) * 10 + Number(period.slice(6) || 5);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
