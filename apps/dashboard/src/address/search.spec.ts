import { searchWith } from './search.ts';

it('sets, replaces and takes away parts, and leaves the others as they are', () => {
  expect(searchWith('?by=expiring&view=table', { by: null, as_of: '2025-06-16' })).toBe('?view=table&as_of=2025-06-16');
  expect(searchWith('?state=open', { state: 'closed' })).toBe('?state=closed');
  expect(searchWith('', { list: '需求 & 资源' })).toBe('?list=%E9%9C%80%E6%B1%82+%26+%E8%B5%84%E6%BA%90');
});

it('is empty where nothing is left', () => {
  expect([searchWith('?by=expiring', { by: null }), searchWith('', {})]).toEqual(['', '']);
});
