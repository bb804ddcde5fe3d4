import { padded, widthOf } from './text-width.ts';

it('counts a Chinese character as two columns', () => {
  expect(['m²', '园区', '(Hiking青年驿站)'].map(widthOf)).toEqual([2, 4, 16]);
  expect(widthOf(padded('园区', 10))).toBe(10);
});
