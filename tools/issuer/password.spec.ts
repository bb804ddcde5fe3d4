import { scryptSync } from 'node:crypto';
import { hashPassword, isPassword } from './password.ts';

it('costs what OWASP recommends, and twice the same is kept as two', async () => {
  const [one, other] = [await hashPassword('园区 and more'), await hashPassword('园区 and more')];
  expect(one).toMatch(/^scrypt:16384:8:5:[\w-]{22}:[\w-]{43}$/);
  expect(one).not.toBe(other);
  expect([await isPassword('园区 and more', one), await isPassword('园区 and mor', one), await isPassword('', one)]).toEqual([
    true,
    false,
    false,
  ]);
});

it('is known by the cost that its hash was made with', async () => {
  const cheap = scryptSync('x', 'salt', 32, { N: 1024, r: 8, p: 1 }).toString('base64url');
  expect(await isPassword('x', `scrypt:1024:8:1:${Buffer.from('salt').toString('base64url')}:${cheap}`)).toBe(true);
  expect(await isPassword('x', `md5:1:1:1:c2FsdA:${cheap}`)).toBe(false);
});
