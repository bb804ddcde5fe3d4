import { fits, offersFor } from './booth-waiting-list.ts';

const booth = (id: string, zone = 'A', boothClass: 'standard' | 'vip' = 'standard') => ({ id, zone, class: boothClass });
const waiting = (id: string, wish: { wanted_class?: 'standard' | 'vip'; wanted_zone?: string; missed_booth_ids?: string[] } = {}) => ({
  id,
  wanted_class: null,
  wanted_zone: null,
  missed_booth_ids: [] as string[],
  ...wish,
});
const pairs = (...args: Parameters<typeof offersFor>) => offersFor(...args).map((one) => [one.waiting.id, one.booth.id]);

it('takes a wish for a class and for a zone, and none for any', () => {
  expect(fits(waiting('x'), booth('1'))).toBe(true);
  expect(fits(waiting('x', { wanted_class: 'vip' }), booth('1'))).toBe(false);
  expect(fits(waiting('x', { wanted_zone: 'B' }), booth('1'))).toBe(false);
  expect(fits(waiting('x', { wanted_class: 'vip', wanted_zone: 'B' }), booth('1', 'B', 'vip'))).toBe(true);
});

it('offers in the order of the list, each booth once, passing over those for whom it will not do', () => {
  const list = [waiting('first', { wanted_class: 'vip' }), waiting('second'), waiting('third')];
  expect(pairs(list, [booth('1')])).toEqual([['second', '1']]);
  expect(pairs(list, [booth('1'), booth('2')])).toEqual([
    ['second', '1'],
    ['third', '2'],
  ]);
  expect(pairs(list, [booth('1'), booth('2', 'A', 'vip')])).toEqual([
    ['first', '2'],
    ['second', '1'],
  ]);
  expect(pairs(list, [])).toEqual([]);
});

it('offers nobody a booth again that was passed over, but another one', () => {
  const list = [waiting('first', { missed_booth_ids: ['1'] }), waiting('second')];
  expect(pairs(list, [booth('1')])).toEqual([['second', '1']]);
  expect(pairs([list[0]!], [booth('1')])).toEqual([]);
  expect(pairs(list, [booth('1'), booth('2')])).toEqual([
    ['first', '2'],
    ['second', '1'],
  ]);
});
