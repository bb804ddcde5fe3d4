import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { PersonalData } from '@park/service-kit';
import { Webhook } from 'standardwebhooks';
import { newSigningSecret, openSigningKey, signatureHeaders } from './signing-keys.service.ts';

const seals = new PersonalData(Buffer.alloc(32, 7).toString('base64'));
const body = '{"feedposition":1,"id":"岗位"}';

it('signs as Standard Webhooks says, and a sealed secret shows nothing', () => {
  const { secret, public_key, sealed } = newSigningSecret(seals);
  expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  expect(Buffer.from(public_key.replace('whpk_', ''), 'base64')).toHaveLength(32);
  expect(sealed).not.toContain(secret.slice(6));
  const headers = signatureHeaders([openSigningKey(seals, sealed, null)], randomUUID(), body, new Date());
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature');
  expect(() => new Webhook(newSigningSecret(seals).secret).verify(body, headers)).toThrow('No matching signature');
  expect(isSigned(public_key, headers, body)).toBe(true);
  expect(isSigned(public_key, headers, `${body} `)).toBe(false);
});

it('signs by every secret that is valid, and by none that has run out', () => {
  const [old, present] = [newSigningSecret(seals), newSigningSecret(seals)];
  const now = new Date();
  const until = new Date(now.getTime() + 1_000);
  const keys = [openSigningKey(seals, old.sealed, until), openSigningKey(seals, present.sealed, null)];
  const both = signatureHeaders(keys, 'id', body, now);
  for (const { secret, public_key } of [old, present]) {
    expect(new Webhook(secret).verify(body, both)).toEqual(JSON.parse(body));
    expect(isSigned(public_key, both, body)).toBe(true);
  }
  const after = signatureHeaders(keys, 'id', body, until);
  expect(() => new Webhook(old.secret).verify(body, after)).toThrow('No matching signature');
  expect(new Webhook(present.secret).verify(body, after)).toEqual(JSON.parse(body));
});

function isSigned(publicKey: string, headers: Record<string, string>, content: string): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${content}`);
  const signatures = headers['webhook-signature']!.split(' ').filter((one) => one.startsWith('v1a,'));
  return signatures.some((one) => verify(null, signed, key, Buffer.from(one.slice(4), 'base64')));
}
