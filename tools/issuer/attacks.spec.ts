/** Attacks that were tried against the issuer from outside, and must go on failing. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admission } from './admission.ts';
import { Browser, dashboard, IssuerUnderTest, password, secrets } from './issuer.fixture.ts';
import { Store } from './store.ts';

let issuer: IssuerUnderTest;

beforeAll(async () => {
  issuer = await IssuerUnderTest.start();
});
afterAll(() => issuer.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const credentials = new URLSearchParams({ username: 'operations', password }).toString();
const cookieOf = ({ headers }: { headers: IncomingHttpHeaders }) => ({
  cookie: headers['set-cookie']!.map((cookie) => cookie.split(';')[0]).join('; '),
});

describe('a request that calls the issuer by another name', () => {
  const discovery = '/.well-known/openid-configuration';

  it.each([
    ['a foreign host', { host: 'evil.example' }, discovery],
    ['a foreign host of a proxy', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }, discovery],
    ['the address of a container', { host: 'issuer:7310' }, discovery],
    ['a whole address in place of the path', {}, `http://evil.example${discovery}`],
  ])('is answered with the addresses of ISSUER_URL: %s', async (_, headers: Record<string, string>, path) => {
    const { issuerUrl } = issuer.settings;
    const { status, text } = await issuer.send('GET', path, headers);
    const body = JSON.parse(text) as Record<string, string>;
    expect([status, body['issuer'], body['token_endpoint'], body['jwks_uri']]).toEqual([
      200,
      issuerUrl,
      `${issuerUrl}/token`,
      `${issuerUrl}/jwks`,
    ]);
    expect(text).not.toMatch(/evil|issuer:7310/);
  });

  it('is not led elsewhere with its password', async () => {
    const hostile = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const { pathname, search } = new URL(issuer.authorizationUrl());
    const begun = await issuer.send('GET', pathname + search, hostile);
    const { status, headers } = await issuer.send(
      'POST',
      begun.headers.location!,
      { ...hostile, ...cookieOf(begun), ...form },
      credentials,
    );
    expect([status, new URL(headers.location!).origin]).toEqual([303, issuer.settings.issuerUrl]);
  });
});

describe('a code', () => {
  it('is exchanged once; who tries again ends the tokens that came of it', async () => {
    const browser = await issuer.signedIn();
    const { body } = await issuer.exchange(browser);
    expect(await issuer.exchange(browser)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await issuer.refresh(body['refresh_token']!)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['another verifier', { code_verifier: 'a'.repeat(43) }],
    ['another redirect address', { redirect_uri: `${dashboard}/` }],
    ['another client', { client_id: 'operations', client_secret: secrets.operations.clientSecret }],
  ])('is worth nothing with %s', async (_, others) => {
    expect((await issuer.exchange(await issuer.signedIn(), others)).status).toBeGreaterThanOrEqual(400);
  });
});

it('a refresh token is used once: its second use ends its successors', async () => {
  const { body } = await issuer.exchange(await issuer.signedIn());
  const next = await issuer.refresh(body['refresh_token']!);
  expect(next.status).toBe(200);
  expect(await issuer.refresh(body['refresh_token']!)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(await issuer.refresh(next.body['refresh_token']!)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

it('a refresh token opens no more than it was given for', async () => {
  const { body } = await issuer.exchange(await issuer.signedIn());
  const wider = {
    grant_type: 'refresh_token',
    client_id: 'dashboard',
    refresh_token: body['refresh_token']!,
    scope: 'openid tenants:lease:approve',
  };
  expect(await issuer.askForToken(wider)).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
});

describe('an authorization', () => {
  const refused = async (others: Record<string, string>): Promise<string | null> => {
    const browser = new Browser(issuer.settings.issuerUrl);
    const page = await browser.open(issuer.authorizationUrl(others));
    return browser.leftFor === undefined ? `page ${page.status}` : errorIn(browser.leftFor);
  };

  const errorIn = (url: string): string | null => {
    const { hash, search } = new URL(url);
    return new URLSearchParams(hash.slice(1) || search).get('error');
  };

  it.each([
    [`${dashboard}/callback/`],
    [`${dashboard}/callback?x=1`],
    [`${dashboard}/Callback`],
    [`${dashboard}/callback/../x`],
    [`${dashboard}.evil.example/callback`],
    [`http://localhost:7300@evil.example/callback`],
    ['http://127.0.0.1:7301/callback'],
    ['https://localhost:7300/callback'],
    ['javascript:alert(1)'],
  ])('goes nowhere but to the address that is registered: %s', async (redirect_uri) => {
    expect(await refused({ redirect_uri })).toBe('page 400');
  });

  it.each([
    ['an implicit flow', { response_type: 'id_token', nonce: 'n' }, 'unsupported_response_type'],
    ['a challenge that is the verifier', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no challenge', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['a request object', { request: 'e30.e30.' }, 'request_not_supported'],
    ['a request elsewhere', { request_uri: 'https://evil.example/request' }, 'request_uri_not_supported'],
  ])('is refused with %s', async (_, others: Record<string, string>, error) => {
    expect(await refused(others)).toBe(error);
  });
});

it('a name and parameters that are HTML stand in the pages as text', async () => {
  const attack = '"><img src=x onerror=alert(1)>';
  const browser = new Browser(issuer.settings.issuerUrl);
  const page = await browser.open(issuer.authorizationUrl({ ui_locales: attack }));
  const pages = [
    page,
    await browser.post(page.url, { username: attack, password: 'x' }),
    await fetch(`${issuer.address}/sign-in/unknown?lang=${encodeURIComponent(attack)}`),
    await fetch(`${issuer.address}/auth?client_id=${encodeURIComponent(attack)}`),
  ];
  for (const shown of pages) {
    expect(await shown.text()).not.toContain('<img');
    expect(shown.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect([shown.headers.get('x-content-type-options'), shown.headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
  }
});

it('logs each sign-in and each token with whom it was for, and nothing that opens anything', async () => {
  issuer.logged.length = 0;
  const browser = new Browser(issuer.settings.issuerUrl);
  const page = await browser.open(issuer.authorizationUrl());
  await browser.post(page.url, { username: 'a password in the wrong field', password: 'x' });
  await browser.post(page.url, { username: 'operations', password: 'wrong' });
  await browser.post(page.url, { username: 'operations', password });
  const { body } = await issuer.exchange(browser);
  await issuer.askForToken({ grant_type: 'client_credentials', client_id: 'operations', client_secret: 'wrong secret' });
  const common = { client: 'dashboard', address: '127.0.0.1' };
  expect(issuer.logged).toEqual([
    { level: 'warn', event: 'sign_in', outcome: 'wrong', account: null, ...common },
    { level: 'warn', event: 'sign_in', outcome: 'wrong', account: 'user:operations', ...common },
    { level: 'info', event: 'sign_in', outcome: 'right', account: 'user:operations', ...common },
    { level: 'info', event: 'token_granted', grant: 'authorization_code', account: 'user:operations', ...common },
    { level: 'warn', event: 'token_refused', path: '/token', client: 'operations', error: expect.any(String), address: '127.0.0.1' },
  ]);
  const text = JSON.stringify(issuer.logged);
  for (const secret of [password, body['access_token']!, body['refresh_token']!, 'a password in the wrong field', 'wrong secret'])
    expect(text).not.toContain(secret);
});

it('shows how often it let in and refused at a port of its own', async () => {
  const { metricsPort } = issuer.settings;
  const measured = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(measured).toMatch(/^issuer_sign_ins_total\{outcome="wrong"\} [1-9]/m);
  expect(measured).toMatch(/^issuer_token_requests_total\{outcome="granted"\} [1-9]/m);
  expect((await fetch(`${issuer.address}/metrics`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${metricsPort}/token`)).status).toBe(404);
});

describe('behind a proxy that speaks TLS', () => {
  let secure: IssuerUnderTest;
  beforeAll(async () => {
    secure = await IssuerUnderTest.start({ https: true });
  });
  afterAll(() => secure.stop());

  const signIn = async (forwardedFor: string): Promise<IncomingHttpHeaders> => {
    const { pathname, search } = new URL(secure.authorizationUrl());
    const begun = await secure.send('GET', pathname + search);
    const headers = { ...cookieOf(begun), ...form, 'x-forwarded-for': forwardedFor };
    await secure.send('POST', begun.headers.location!, headers, 'username=nobody&password=x');
    return begun.headers;
  };

  it('its cookies are for it alone, and its pages for TLS alone', async () => {
    const headers = await signIn('203.0.113.9');
    for (const cookie of headers['set-cookie']!) {
      expect(cookie).toMatch(/^__(Secure|Host)-/);
      expect(cookie.toLowerCase().split('; ')).toEqual(expect.arrayContaining(['samesite=lax', 'secure', 'httponly']));
    }
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('counts and logs the address that the proxy has added, not those that its client says', async () => {
    secure.logged.length = 0;
    await signIn('198.51.100.1, 203.0.113.9');
    expect(secure.logged).toEqual([expect.objectContaining({ event: 'sign_in', address: '203.0.113.9' })]);
  });
});

describe('a flood', () => {
  it('from one address is refused, and nobody else', () => {
    const admission = new Admission(true, 3);
    const from = (forwarded: string, now = 0): boolean => admission.admits({ 'x-forwarded-for': forwarded }, '127.0.0.1', now);
    expect(['1.1.1.1', '2.2.2.2, 1.1.1.1', '1.1.1.1', '3.3.3.3, 1.1.1.1'].map((one) => from(one))).toEqual([true, true, true, false]);
    expect([from('4.4.4.4'), from('1.1.1.1', 59_999), from('1.1.1.1', 60_000)]).toEqual([true, false, true]);
    const open = new Admission(false, 1);
    const direct = (address: string, said: string): boolean => open.admits({ 'x-forwarded-for': said }, address, 0);
    expect([direct('1.1.1.1', '9.9.9.9'), direct('1.1.1.1', '8.8.8.8'), direct('2.2.2.2', '9.9.9.9')]).toEqual([true, false, true]);
  });

  it('of sign-ins that begin makes no session, which would be written to the disk', async () => {
    const browser = new Browser(issuer.settings.issuerUrl);
    await browser.open(issuer.authorizationUrl());
    expect([...browser.cookies.keys()].filter((name) => !name.startsWith('_interaction'))).toEqual([]);
  });

  it('of sign-ins that begin takes the memory of twenty thousand, and ends nobody’s session', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'issuer-store-'));
    const store = new Store(dir);
    const [sessions, begun] = [store.adapter('Session'), store.adapter('Interaction')];
    await sessions.upsert('mine', { uid: 'u' }, 3_600);
    for (let n = 0; n < 20_001; n++) await begun.upsert(`n${n}`, { uid: `${n}` }, 86_400);
    expect([await begun.find('n0'), await begun.find('n1'), await begun.find('n20000')]).toEqual([
      undefined,
      { uid: '1' },
      { uid: '20000' },
    ]);
    expect([await sessions.find('mine'), await sessions.findByUid('u')]).toEqual([{ uid: 'u' }, { uid: 'u' }]);
    store.flush();
    expect(await new Store(dir).adapter('Session').find('mine')).toEqual({ uid: 'u' });
    rmSync(dir, { recursive: true });
  });
});
