/** Passwords are kept as scrypt hashes: `scrypt:<N>:<r>:<p>:<salt>:<hash>`, the last two base64url. */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const length = 32;

/** Of what OWASP recommends for scrypt the one that needs the least memory, 16 MB. */
const cost = [2 ** 14, 8, 5] as const;
type Cost = readonly [N: number, r: number, p: number];

/** Threads that all of the issuer has for its work are few, and a hash keeps one busy for some 300 ms. */
const atOnce = 2;
let deriving = 0;
const waiting: (() => void)[] = [];

async function derived(password: string, salt: Buffer, [N, r, p]: Cost): Promise<Buffer> {
  if (deriving >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else deriving++;
  try {
    return await derive(password, salt, length, { N, r, p });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else deriving--;
  }
}

export async function hashPassword(password: string, salt = randomBytes(16)): Promise<string> {
  return ['scrypt', ...cost, salt.toString('base64url'), (await derived(password, salt, cost)).toString('base64url')].join(':');
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, N, r, p, salt = '', expected = ''] = hash.split(':');
  if (scheme !== 'scrypt') return false;
  const given = await derived(password, Buffer.from(salt, 'base64url'), [Number(N), Number(r), Number(p)]);
  const wanted = Buffer.from(expected, 'base64url');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
