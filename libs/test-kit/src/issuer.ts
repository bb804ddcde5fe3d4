/** An issuer of real, signed tokens for specs: a key pair, its JWKS over HTTP, and a token for whatever a spec wants to be. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenWish {
  scopes: readonly string[];
  organisation?: string;
  subject?: string;
  expiresInS?: number;
  audience?: string;
}

export interface TestIssuer {
  url: string;
  token(wish: TokenWish): Promise<string>;
  close(): Promise<void>;
}

export async function testIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'spec', alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}`;
    const body = request.url?.startsWith('/.well-known/') ? { issuer: url, jwks_uri: `${url}/jwks` } : { keys: [jwk] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    token: ({ scopes, organisation = 'park', subject = 'clerk', expiresInS = 600, audience = 'park' }) =>
      new SignJWT({ scope: scopes.join(' '), organisation, client_id: subject })
        .setProtectedHeader({ alg: 'ES256', kid: 'spec' })
        .setIssuer(url)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInS)
        .sign(privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
