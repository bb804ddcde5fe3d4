/** Passwords are kept as scrypt hashes: `scrypt:<salt>:<hash>`, both base64url. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const length = 32;

/** Threads that all of the issuer has for its work are few, and a hash keeps one busy for some 60 ms. */
const atOnce = 2;
let deriving = 0;
const waiting: (() => void)[] = [];

async function derived(password: string, salt: Buffer): Promise<Buffer> {
  if (deriving >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else deriving++;
  try {
    return await derive(password, salt, length);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else deriving--;
  }
}

export async function hashPassword(password: string, salt = randomBytes(16)): Promise<string> {
  return `scrypt:${salt.toString('base64url')}:${(await derived(password, salt)).toString('base64url')}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, salt = '', expected = ''] = hash.split(':');
  if (scheme !== 'scrypt') return false;
  const given = await derived(password, Buffer.from(salt, 'base64url'));
  const wanted = Buffer.from(expected, 'base64url');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
