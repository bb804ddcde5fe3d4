import { pageAt } from './pages.ts';

it.each([
  ['/', { name: 'board' }],
  ['/figures', { name: 'figures' }],
  ['/figures/wale', { name: 'figure', code: 'wale' }],
  ['/space', { name: 'space', building: null }],
  ['/space/b1', { name: 'space', building: 'b1' }],
  ['/season', { name: 'season', season: null }],
  ['/season/s1', { name: 'season', season: 's1' }],
  ['/season/s1/more', { name: 'unknown' }],
  ['/talent', { name: 'talent', fair: null }],
  ['/talent/f1', { name: 'talent', fair: 'f1' }],
  ['/alliance', { name: 'alliance' }],
  ['/alliance/overview', { name: 'unknown' }],
  ['/quality', { name: 'quality' }],
  ['/quality/more', { name: 'unknown' }],
  ['/figures/wale/facts', { name: 'unknown' }],
  ['/elsewhere', { name: 'unknown' }],
])('%s', (path, page) => {
  expect(pageAt(path)).toEqual(page);
});
