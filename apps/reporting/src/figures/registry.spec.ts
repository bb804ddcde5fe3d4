import { figuresOf, type ServiceFigures } from '../kpi/figures.ts';
import { dimensionsOf, type Kpi } from '../kpi/kpi.ts';
import { plan, type Plan } from '../kpi/query-plan.ts';
import { flow } from '../kpi/reading.ts';
import type { Dimension, Measure } from '../ledger/measure.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { figures } from './registry.ts';

const { kpis } = figures;

it('says everything in both languages, and sets Chinese with its own punctuation', () => {
  const texts = kpis.flatMap(({ code, name, definition }) => [name, definition].map(({ zh, en }) => ({ code, zh, en })));
  expect(texts.filter(({ zh, en }) => !/[\u4e00-\u9fff]/.test(zh) || en === '' || /[\u4e00-\u9fff]/.test(en))).toEqual([]);
  expect(texts.filter(({ zh }) => /[\u4e00-\u9fff）][,;:(]|[,;:)][\u4e00-\u9fff（]/.test(zh))).toEqual([]);
});

it('knows each figure by a code of its own', () => {
  const codes = kpis.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

describe('a service of its own', () => {
  const loanKind: Dimension = {
    code: 'kind',
    name: { zh: '借阅类型', en: 'Kind of loan' },
    values: { book: { zh: '图书', en: 'Book' } },
  };
  const loans: Measure = { code: 'loans', dimensions: [loanKind] };
  const held: Kpi = {
    code: 'loans_made',
    name: { zh: '借阅数', en: 'Loans' },
    definition: { zh: '借阅数。', en: 'Loans.' },
    formula: 'loans',
    unit: 'entities',
    version: 1,
    value: flow(loans),
  };
  const loan: SubjectKind = {
    name: 'library.loan',
    title: { zh: '借阅', en: 'Loan' },
    version: 1,
    measures: [loans],
    mappings: [],
  };
  const library: ServiceFigures = { service: 'library', kinds: [loan], kpis: [held], recounted: [] };
  const both = figuresOf([...figures.services, library]);
  const ask = (code: string, kind: string): Plan => plan(both.kpiOf(code), { filters: { kind } }, '2025-06-30');

  it('has values of its own for a dimension that another has too', () => {
    expect(ask('loans_made', 'book').filters).toEqual({ kind: 'book' });
    expect(ask('market_entities_stock', 'enterprise').filters).toEqual({ kind: 'enterprise' });
    expect(() => ask('loans_made', 'enterprise')).toThrow('there are book');
    expect(() => ask('market_entities_stock', 'book')).toThrow('there are enterprise');
    expect(both.definitionOf(held).dimensions).toEqual([
      { code: 'kind', name: { zh: '借阅类型', en: 'Kind of loan' }, values: { book: { zh: '图书', en: 'Book' } } },
    ]);
    expect(both.filters.get('kind')).toBe('kind or kind of loan');
  });

  it('shares no dimension with a figure of another but by being the same one', () => {
    const perEntity: Kpi = { ...held, code: 'loans_per_entity', per: figures.kpiOf('market_entities_stock').value! };
    expect(dimensionsOf(perEntity)).toEqual([]);
  });

  it.each<[string, Partial<ServiceFigures>]>([
    ['There are two of the kind library.loan', { kinds: [loan, { ...loan, measures: [] }] }],
    ['There are two of the measure entities', { kinds: [{ ...loan, measures: [{ ...loans, code: 'entities' }] }] }],
    ['There are two of the figure wale', { kpis: [{ ...held, code: 'wale' }] }],
    ['The kind loan does not begin with library', { kinds: [{ ...loan, name: 'loan' }] }],
    [
      'The dimension limit has the name of a member of the question',
      { kinds: [{ ...loan, measures: [{ ...loans, dimensions: [{ ...loanKind, code: 'limit' }] }] }] },
    ],
  ])('is refused: %s', (reason, change) => {
    expect(() => figuresOf([...figures.services, { ...library, ...change }])).toThrow(reason);
  });
});
