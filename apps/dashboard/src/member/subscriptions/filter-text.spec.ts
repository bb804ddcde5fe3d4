import type { CatalogueItem } from '../api.ts';
import { byService, emptyFilter, found, idsIn, isEverything, isSameFilter, shortName, toggled } from './filter-text.ts';

const item = (type: string, zh: string, en: string): CatalogueItem => ({
  type,
  service: type.split('.')[1]!,
  aggregate: type.split('.')[2]!,
  summary: { zh, en },
  topics: [],
  has_modes: false,
  schema: {},
  example: {},
});
const items = [
  item('park.recruitment.fair.phase-changed.v1', '招聘会阶段变更', 'A job fair entered another phase'),
  item('park.housing.apartment.added.v1', '房源新增', 'An apartment was added'),
  item('park.recruitment.posting.published.v1', '岗位发布', 'A posting was published'),
];

it('finds types by words of either language or of the name', () => {
  expect(found(items, '招聘会').map(({ type }) => shortName(type))).toEqual(['recruitment.fair.phase-changed']);
  expect(found(items, 'POSTING published')).toHaveLength(1);
  expect(found(items, 'recruitment.fair')).toHaveLength(1);
  expect(found(items, '  ')).toHaveLength(3);
  expect(found(items, 'fair apartment')).toEqual([]);
});

it('groups by service in the order in which they come', () => {
  expect(byService(items).map(([service, own]) => [service, own.length])).toEqual([
    ['recruitment', 2],
    ['housing', 1],
  ]);
});

it('knows the filter that lets everything pass, and two that are the same in another order', () => {
  expect(isEverything(emptyFilter)).toBe(true);
  expect(isEverything({ ...emptyFilter, topics: ['jobs'] })).toBe(false);
  expect(isSameFilter({ ...emptyFilter, topics: ['jobs', 'housing'] }, { ...emptyFilter, topics: ['housing', 'jobs'] })).toBe(true);
  expect(isSameFilter(emptyFilter, { ...emptyFilter, resources: ['a'] })).toBe(false);
});

it('toggles, and reads ids however they are set apart', () => {
  expect([toggled(['a'], 'b'), toggled(['a', 'b'], 'a')]).toEqual([['a', 'b'], ['b']]);
  expect(idsIn(' a, b\n\nc;a ')).toEqual(['a', 'b', 'c']);
});
