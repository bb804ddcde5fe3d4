import { memberPageAt } from './pages.ts';

it.each([
  ['/', { name: 'doors' }],
  ['/doors', { name: 'doors' }],
  ['/doors/e1', { name: 'endpoint', id: 'e1' }],
  ['/filters', { name: 'subscriptions' }],
  ['/filters/new', { name: 'subscription', id: null }],
  ['/filters/s1', { name: 'subscription', id: 's1' }],
  ['/types', { name: 'catalogue' }],
  ['/connect', { name: 'connect' }],
  ['/connect/more', { name: 'unknown' }],
  ['/doors/e1/more', { name: 'unknown' }],
  ['/feed', { name: 'unknown' }],
])('%s', (path, page) => {
  expect(memberPageAt(path)).toEqual(page);
});
