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
  const gatheringKind: Dimension = {
    code: 'kind',
    name: { zh: '活动类型', en: 'Kind of gathering' },
    values: { forum: { zh: '论坛', en: 'Forum' } },
  };
  const gatherings: Measure = { code: 'gatherings', dimensions: [gatheringKind] };
  const held: Kpi = {
    code: 'gatherings_held',
    name: { zh: '活动数', en: 'Gatherings' },
    definition: { zh: '活动数。', en: 'Gatherings.' },
    formula: 'gatherings',
    unit: 'entities',
    version: 1,
    value: flow(gatherings),
  };
  const gathering: SubjectKind = {
    name: 'events.gathering',
    title: { zh: '活动', en: 'Gathering' },
    version: 1,
    measures: [gatherings],
    mappings: [],
  };
  const events: ServiceFigures = { service: 'events', kinds: [gathering], kpis: [held], recounted: [] };
  const both = figuresOf([...figures.services, events]);
  const ask = (code: string, kind: string): Plan => plan(both.kpiOf(code), { filters: { kind } }, '2025-06-30');

  it('has values of its own for a dimension that another has too', () => {
    expect(ask('gatherings_held', 'forum').filters).toEqual({ kind: 'forum' });
    expect(ask('market_entities_stock', 'enterprise').filters).toEqual({ kind: 'enterprise' });
    expect(() => ask('gatherings_held', 'enterprise')).toThrow('there are forum');
    expect(() => ask('market_entities_stock', 'forum')).toThrow('there are enterprise');
    expect(both.definitionOf(held).dimensions).toEqual([
      { code: 'kind', name: { zh: '活动类型', en: 'Kind of gathering' }, values: { forum: { zh: '论坛', en: 'Forum' } } },
    ]);
    expect(both.filters.get('kind')).toBe('kind or kind of gathering');
  });

  it('shares no dimension with a figure of another but by being the same one', () => {
    const perEntity: Kpi = { ...held, code: 'gatherings_per_entity', per: figures.kpiOf('market_entities_stock').value! };
    expect(dimensionsOf(perEntity)).toEqual([]);
  });

  it.each<[string, Partial<ServiceFigures>]>([
    ['There are two of the kind events.gathering', { kinds: [gathering, { ...gathering, measures: [] }] }],
    ['There are two of the measure entities', { kinds: [{ ...gathering, measures: [{ ...gatherings, code: 'entities' }] }] }],
    ['There are two of the figure wale', { kpis: [{ ...held, code: 'wale' }] }],
    ['The kind gathering does not begin with events', { kinds: [{ ...gathering, name: 'gathering' }] }],
    [
      'The dimension limit has the name of a member of the question',
      { kinds: [{ ...gathering, measures: [{ ...gatherings, dimensions: [{ ...gatheringKind, code: 'limit' }] }] }] },
    ],
  ])('is refused: %s', (reason, change) => {
    expect(() => figuresOf([...figures.services, { ...events, ...change }])).toThrow(reason);
  });
});
