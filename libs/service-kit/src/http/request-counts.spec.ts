import { networkOf, RequestCounts } from './request-counts.ts';

it('counts each sender for a minute from its first request', () => {
  const counts = new RequestCounts(2, 10);
  expect(counts.count('a', 0)).toEqual({ remaining: 1, resetSeconds: 60, isExceeded: false });
  expect(counts.count('a', 30_500)).toEqual({ remaining: 0, resetSeconds: 30, isExceeded: false });
  expect(counts.count('b', 59_999)).toMatchObject({ remaining: 1, isExceeded: false });
  expect(counts.count('a', 59_999)).toEqual({ remaining: 0, resetSeconds: 1, isExceeded: true });
  expect(counts.count('a', 60_000)).toEqual({ remaining: 1, resetSeconds: 60, isExceeded: false });
});

it('forgets the sender that was quiet for longest', () => {
  const counts = new RequestCounts(9, 2);
  for (const key of ['a', 'b', 'a', 'c']) counts.count(key, 0);
  expect(counts.count('a', 1)).toMatchObject({ remaining: 6 });
  expect(counts.count('b', 1)).toMatchObject({ remaining: 8 });
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
  ['2001:db8::7', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('counts %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
