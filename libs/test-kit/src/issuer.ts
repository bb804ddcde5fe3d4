/** An issuer of real, signed tokens for specs: a key pair, its JWKS over HTTP, a token for whatever a spec wants to be, and for any client all scopes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scopes } from '@park/contracts';
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
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({ issuer: url, jwks_uri: `${url}/jwks`, token_endpoint: `${url}/token` }),
      '/jwks': () => ({ keys: [jwk] }),
      '/token': async () => ({ access_token: await token({ scopes: Object.keys(scopes) }), token_type: 'Bearer', expires_in: 600 }),
    };
    void Promise.resolve(answers[request.url!]?.()).then((body) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body ?? {})),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function token({
    scopes: granted,
    organisation = 'park',
    subject = 'clerk',
    expiresInS = 600,
    audience = 'park',
  }: TokenWish): Promise<string> {
    return new SignJWT({ scope: granted.join(' '), organisation, client_id: subject })
      .setProtectedHeader({ alg: 'ES256', kid: 'spec' })
      .setIssuer(url)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInS)
      .sign(privateKey);
  }

  return { url, token, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
