/**
 * Signing secrets of endpoints, Standard Webhooks 1.0: each generation is an HMAC secret, which the member gets, and an ed25519 key, of
 * which it gets the public half. Both sign every request, so that a receiver may verify by either.
 */
import { createHmac, createPrivateKey, createSecretKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { PersonalData } from '@park/service-kit';

const secretPrefix = 'whsec_';
const publicKeyPrefix = 'whpk_';
const secretBytes = 32;

/** The parts that its member is shown once. */
export interface ShownSecret {
  secret: string;
  public_key: string;
}

export interface SigningSecret extends ShownSecret {
  /** For the database. */
  sealed: string;
}

/** A secret that is ready to sign. */
export interface SigningKey {
  hmac: KeyObject;
  ed25519: KeyObject;
  /** Null for the present one. */
  validUntil: Date | null;
}

interface Stored {
  secret: string;
  /** PKCS #8, DER, base64. */
  privateKey: string;
}

export function newSigningSecret(seals: PersonalData): SigningSecret {
  const secret = secretPrefix + randomBytes(secretBytes).toString('base64');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const stored: Stored = { secret, privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') };
  return { secret, public_key: publicKeyPrefix + raw.toString('base64'), sealed: seals.seal(JSON.stringify(stored)) };
}

export function openSigningKey(seals: PersonalData, sealed: string, validUntil: Date | null): SigningKey {
  const { secret, privateKey } = JSON.parse(seals.open(sealed)) as Stored;
  return {
    // A key object is used in 6 µs, its bytes in 32.
    hmac: createSecretKey(Buffer.from(secret.slice(secretPrefix.length), 'base64')),
    ed25519: createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }),
    validUntil,
  };
}

/** The headers of one request: `body` as it is sent, `now` in the moment of sending. Each valid secret signs twice. */
export function signatureHeaders(keys: readonly SigningKey[], id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const content = Buffer.from(`${id}.${timestamp}.${body}`);
  const valid = keys.filter(({ validUntil }) => validUntil === null || validUntil > now);
  const signatures = valid.flatMap(({ hmac, ed25519 }) => [
    `v1,${createHmac('sha256', hmac).update(content).digest('base64')}`,
    `v1a,${sign(null, content, ed25519).toString('base64')}`,
  ]);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
