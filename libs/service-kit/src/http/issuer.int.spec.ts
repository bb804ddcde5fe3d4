/** The issuer's keys, fetched by a service whose process was busy with other things meanwhile. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { CommonSettings } from '../service/settings.config.ts';
import { Issuer, IssuerUnreachable, Unauthenticated } from './issuer.client.ts';
import { limits } from './limits.ts';

let server: Server;
let url: string;
let privateKey: CryptoKey;
let asked: string[];
let status = 200;
/** Called with the path of each request to the issuer, before it is answered. */
let before: (path: string) => void;

beforeEach(async () => {
  const pair = await generateKeyPair('ES256');
  privateKey = pair.privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'spec', alg: 'ES256' };
  asked = [];
  before = () => undefined;
  server = createServer((request, response) => {
    asked.push(request.url!);
    before(request.url!);
    const body = request.url === '/jwks' ? { keys: [jwk] } : { jwks_uri: `${url}/jwks` };
    response.writeHead(request.url === '/jwks' ? status : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
