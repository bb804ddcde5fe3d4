import { base64Url, challengeOf, claimsOf } from './pkce.ts';

it('makes the challenge of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

it('writes bytes without what an address would have to escape', () => {
  expect(base64Url(new Uint8Array([251, 255, 191, 1]))).toBe('-_-_AQ');
});

it('reads the claims of a token, also in Chinese', () => {
  const claims = { sub: 'operations', name: '园区运营' };
  expect(claimsOf(`e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`)).toEqual(claims);
});
