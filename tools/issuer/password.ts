/** Passwords are kept as scrypt hashes: `scrypt:<salt>:<hash>`, both base64url. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const length = 32;

export async function hashPassword(password: string, salt = randomBytes(16)): Promise<string> {
  return `scrypt:${salt.toString('base64url')}:${(await derive(password, salt, length)).toString('base64url')}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, salt = '', expected = ''] = hash.split(':');
  if (scheme !== 'scrypt') return false;
  const given = await derive(password, Buffer.from(salt, 'base64url'), length);
  const wanted = Buffer.from(expected, 'base64url');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
