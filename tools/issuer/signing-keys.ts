/** The issuer's keys, made once and kept: services that have fetched the JWKS go on trusting it after a restart. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface SigningKeys {
  jwks: { keys: JWK[] };
  cookieKeys: string[];
}

export const algorithm = 'RS256';
/** Of 128 bits of security; 2048 have 112. */
const modulusLength = 3072;

export async function keptKeys(stateDir: string): Promise<SigningKeys> {
  const file = join(stateDir, 'keys.json');
  if (!existsSync(file)) {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(await newKeys()), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as SigningKeys;
}

async function newKeys(): Promise<SigningKeys> {
  const { privateKey } = await generateKeyPair(algorithm, { modulusLength, extractable: true });
  const jwk = await exportJWK(privateKey);
  return {
    jwks: { keys: [{ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: algorithm, use: 'sig' }] },
    cookieKeys: [randomBytes(32).toString('base64url')],
  };
}
