/** The issuer's keys, fetched by a service whose process was busy with other things meanwhile. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';
import type { CommonSettings } from '../service/settings.config.ts';
import { Issuer, IssuerUnreachable, Unauthenticated } from './issuer.client.ts';
import { limits } from './limits.ts';

let server: Server;
let url: string;
let privateKey: CryptoKey;
let publicKey: CryptoKey;
let asked: string[];
let status = 200;
/** The name that the issuer publishes as its own, and where it says that its keys are. */
let named: string;
let keysAt: string;
/** Called with the path of each request to the issuer, before it is answered. */
let before: (path: string) => void;

beforeEach(async () => {
  ({ privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true }));
  const jwk = { ...(await exportJWK(publicKey)), kid: 'spec', alg: 'ES256' };
  asked = [];
  before = () => undefined;
  server = createServer((request, response) => {
    asked.push(request.url!);
    before(request.url!);
    const body = request.url === '/jwks' ? { keys: [jwk] } : { issuer: named, jwks_uri: `${keysAt}/jwks` };
    response.writeHead(request.url === '/jwks' ? status : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  named = keysAt = url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const issuer = (): Issuer => new Issuer({ OIDC_ISSUER: url, OIDC_AUDIENCE: 'park' } as CommonSettings);

async function authorization(expires: string | number = '10m'): Promise<string> {
  const token = new SignJWT({ scope: 'a b', organisation: 'park' }).setProtectedHeader({ alg: 'ES256', kid: 'spec' });
  const signed = await token.setIssuer(url).setAudience('park').setSubject('clerk').setExpirationTime(expires).sign(privateKey);
  return `Bearer ${signed}`;
}

/** Lets nothing else run in this process, as a machine does that has given its cores to others. */
function stall(): void {
  for (const end = performance.now() + limits.issuerMs + 200; performance.now() < end;);
}

it.each(['/.well-known/openid-configuration', '/jwks'])(
  'is asked once more where the answer of %s was there and the timer too',
  async (path) => {
    before = (wanted) => {
      if (wanted === path && asked.filter((one) => one === path).length === 1) stall();
    };
    expect(await issuer().verify(await authorization())).toMatchObject({ caller: { id: 'clerk', organisation: 'park' } });
  },
);

it('has not signed a token that ends as one which it has signed', async () => {
  const verifier = issuer();
  const signed = await authorization();
  await verifier.verify(signed);
  const [head, payload, signature] = signed.split('.') as [string, string, string];
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'somebody else' };
  const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  await expect(verifier.verify(forged)).rejects.toThrow(Unauthenticated);
});

it('is not asked again for a token that it has signed for nobody', async () => {
  const verifier = issuer();
  await verifier.verify(await authorization());
  await expect(verifier.verify('Bearer a.b.c')).rejects.toMatchObject({ reason: 'The token is not valid here.' });
  expect(asked).toEqual(['/.well-known/openid-configuration', '/jwks']);
});

it('verifies a token once a minute, and one that has expired each time', async () => {
  const verify = jest.spyOn(crypto.subtle, 'verify');
  const verifier = issuer();
  const [good, late] = [await authorization(), await authorization(Math.floor(Date.now() / 1000) - 5)];
  expect(await verifier.verify(good)).toEqual(await verifier.verify(good));
  expect(verify).toHaveBeenCalledTimes(1);
  await verifier.verify(late);
  await verifier.verify(late);
  expect(verify).toHaveBeenCalledTimes(3);
  verify.mockRestore();
});

it('is unreachable, and the token not at fault, where it answers with an error', async () => {
  status = 500;
  await expect(issuer().verify(await authorization())).rejects.toBeInstanceOf(IssuerUnreachable);
  status = 200;
});

it('is unreachable where it does not answer', async () => {
  const header = await authorization();
  const verifier = issuer();
  await new Promise((resolve) => server.close(resolve));
  await expect(verifier.verify(header)).rejects.toBeInstanceOf(IssuerUnreachable);
});

it('is asked at its address for this service, where it publishes the one for browsers', async () => {
  named = keysAt = 'https://id.example';
  const settings = { OIDC_ISSUER: named, OIDC_INTERNAL_URL: url, OIDC_AUDIENCE: 'park' } as CommonSettings;
  const token = new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'spec' }).setIssuer(named).setAudience('park').setSubject('clerk');
  const header = `Bearer ${await token.setExpirationTime('10m').sign(privateKey)}`;
  expect(await new Issuer(settings).verify(header)).toMatchObject({ caller: { id: 'clerk' } });
});

it('is not asked for its keys where the document at its address is another issuer’s', async () => {
  const header = await authorization();
  named = 'https://id.example';
  await expect(issuer().verify(header)).rejects.toBeInstanceOf(IssuerUnreachable);
  expect(asked).not.toContain('/jwks');
});

describe('a token that the issuer has not signed for the park', () => {
  const claims = { sub: 'clerk', scope: 'a', organisation: 'park', aud: 'park' };
  const inTenMinutes = (): number => Math.floor(Date.now() / 1000) + 600;
  const complete = (): object => ({ ...claims, iss: url, exp: inTenMinutes() });
  const signed = (payload: object, header: Partial<JWTHeaderParameters> = {}, key: CryptoKey | Uint8Array = privateKey): Promise<string> =>
    new SignJWT(payload as never).setProtectedHeader({ alg: 'ES256', kid: 'spec', ...header }).sign(key);
  const own = async (): Promise<CryptoKey> => (await generateKeyPair('ES256')).privateKey;

  it.each<[string, () => Promise<string>]>([
    ['has no signature', async () => new UnsecuredJWT(complete() as never).encode()],
    ['has no signature, and a dot more', async () => `${new UnsecuredJWT(complete() as never).encode()}x`],
    [
      'is signed with its public key as a secret',
      async () => signed(complete(), { alg: 'HS256' }, Buffer.from(await exportSPKI(publicKey))),
    ],
    [
      'is signed with its public coordinates as a secret',
      async () => signed(complete(), { alg: 'HS256' }, Buffer.from((await exportJWK(publicKey)).x!, 'base64url')),
    ],
    ['is signed with another key of the same name', async () => signed(complete(), {}, await own())],
    [
      'brings its own key',
      async () => signed(complete(), { jwk: await exportJWK((await generateKeyPair('ES256')).publicKey) }, await own()),
    ],
    ['says where its key is', async () => signed(complete(), { jku: `${url}/keys-of-others` }, await own())],
    ['names a key that is none', async () => signed(complete(), { kid: '../../etc/passwd' }, await own())],
    [
      'needs an extension that nobody knows',
      async () =>
        (await signed(complete())).replace(/^[^.]+/, Buffer.from('{"alg":"ES256","kid":"spec","crit":["x"],"x":1}').toString('base64url')),
    ],
    ['is for another audience, as an ID token is', async () => signed({ ...complete(), aud: 'dashboard' })],
    ['is of another issuer', async () => signed({ ...complete(), iss: 'https://id.example' })],
    ['has no subject', async () => signed({ ...complete(), sub: undefined })],
    ['never expires', async () => signed({ ...complete(), exp: undefined })],
    ['is not valid yet', async () => signed({ ...complete(), nbf: inTenMinutes() })],
    ['has expired', async () => signed({ ...complete(), exp: Math.floor(Date.now() / 1000) - 60 })],
  ])('because it %s, opens nothing', async (_, token) => {
    await expect(issuer().verify(`Bearer ${await token()}`)).rejects.toBeInstanceOf(Unauthenticated);
    expect(asked).not.toContain('/keys-of-others');
  });

  it('is told from one that it has signed', async () => {
    expect(await issuer().verify(`Bearer ${await signed(complete())}`)).toMatchObject({ caller: { id: 'clerk' } });
  });
});
