import { whereToLook } from './opening-day.ts';

const now = new Date('2026-11-23T16:30:00Z'); // the 24th in Qingdao

it('says where to look when the opening day lies far back', () => {
  expect(whereToLook('http://localhost:7300', '2023-08-18', now)).toContain(
    'http://localhost:7300/figures/market_entities_stock?as_of=2023-08-18',
  );
});

it('says nothing as long as the board of today shows the story', () => {
  expect(whereToLook('http://localhost:7300', '2026-11-24', now)).toBeUndefined();
  expect(whereToLook('http://localhost:7300', '2026-08-26', now)).toBeUndefined();
  expect(whereToLook('http://localhost:7300', '2026-08-25', now)).toBeDefined();
});
