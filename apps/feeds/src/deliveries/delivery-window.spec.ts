import { DeliveryWindow, type ReadWindowEntry, type WindowEntry } from './delivery-window.ts';
import { TokenBucket } from './token-bucket.ts';

const entry = (position: number, subject: string, wish: Partial<ReadWindowEntry<WindowEntry>> = {}) => ({
  position,
  subject,
  is_kept: false,
  is_blocked: false,
  ...wish,
});
const taken = (window: DeliveryWindow<WindowEntry>): number[] => {
  const positions: number[] = [];
  for (let next = window.next(); next; next = window.next()) positions.push(next.position);
  return positions;
};

it('sends one of an aggregate at a time, in order, and others beside it', () => {
  const window = new DeliveryWindow(0, true);
  window.add([entry(1, 'a'), entry(2, 'a'), entry(3, 'b')]);
  expect(taken(window)).toEqual([1, 3]);
  window.settle(3);
  window.end('b');
  expect([taken(window), window.position]).toEqual([[], 0]);
  window.settle(1);
  window.end('a');
  expect([taken(window), window.position]).toEqual([[2], 1]);
  window.settle(2);
  expect(window.position).toBe(3);
});

it('holds what stands behind a delivery that waits, until that is over', () => {
  const window = new DeliveryWindow(0, true);
  window.add([entry(1, 'a'), entry(2, 'a'), entry(3, 'b')]);
  expect(taken(window)).toEqual([1, 3]);
  window.block('a');
  window.settle(1);
  window.end('a');
  expect(window.takeHeld().map(({ position }) => position)).toEqual([2]);
  expect([taken(window), window.position]).toEqual([[], 2]);
  window.add([entry(4, 'c', { is_blocked: true }), entry(5, 'a')]);
  expect(window.takeHeld().map(({ position }) => position)).toEqual([4, 5]);
  window.unblock('a');
  window.add([entry(6, 'a')]);
  expect(taken(window)).toEqual([6]);
});

it('sends everything at once where the order is all the same', () => {
  const window = new DeliveryWindow(0, false);
  window.add([entry(1, 'a'), entry(2, 'a'), entry(3, 'a', { is_blocked: true })]);
  expect([window.takeHeld(), taken(window)]).toEqual([[], [1, 2, 3]]);
});

it('sends no entry of which a delivery is stored, and none twice', () => {
  const window = new DeliveryWindow(4, true);
  window.add([entry(4, 'z'), entry(5, 'a', { is_kept: true }), entry(6, 'b')]);
  expect([taken(window), window.readTo, window.position]).toEqual([[6], 6, 5]);
});

it('leaves out what is skipped', () => {
  const window = new DeliveryWindow(0, true);
  window.add([entry(1, 'a'), entry(2, 'b'), entry(3, 'c')]);
  window.next();
  window.skipTo(2);
  expect([taken(window), window.position]).toEqual([[3], 0]);
});

it('spreads requests over the minute', () => {
  const bucket = new TokenBucket(120);
  const waits = [0, 0, 0, 250, 500].map((ms) => {
    const wait = bucket.waitMs(1_000 + ms);
    if (wait === 0) bucket.take();
    return wait;
  });
  expect(waits).toEqual([0, 0, 500, 250, 0]);
  expect(new TokenBucket(1).waitMs(0)).toBe(0);
});
