import type { ParkEvent } from '@park/contracts';
import { inOrder } from './delivery-order.ts';

/** `a1` is the first event of the aggregate `a`; capitals go to another handler. */
function deliver(...events: string[]): string[][] {
  const told = events.map((text) => ({ subject: text[0]!.toLowerCase(), id: text }) as ParkEvent);
  return inOrder(told, ({ id }) => /[A-Z]/.test(id)).map((delivery) => delivery.events.map(({ id }) => id));
}

it('calls each handler once where no aggregate goes back and forth', () => {
  expect(deliver('a1', 'B1', 'c1', 'D1')).toEqual([
    ['a1', 'c1'],
    ['B1', 'D1'],
  ]);
});

it('calls a handler again rather than give it a later event before an earlier one of another handler', () => {
  expect(deliver('a1', 'A2', 'a3', 'b1', 'A4')).toEqual([['a1'], ['A2'], ['a3', 'b1'], ['A4']]);
});
