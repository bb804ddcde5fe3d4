import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Browser, dashboard, IssuerUnderTest, password, secrets } from './issuer.fixture.ts';
import { settingsFrom } from './settings.ts';

let issuer: IssuerUnderTest;

beforeAll(async () => {
  issuer = await IssuerUnderTest.start();
});
afterAll(() => issuer.stop());

const verified = async (token: string) => {
  const { issuerUrl } = issuer.settings;
  return (await jwtVerify(token, createRemoteJWKSet(new URL(`${issuerUrl}/jwks`)), { issuer: issuerUrl, audience: 'park' })).payload;
};

const clientCredentials = (clientId: string, clientSecret: string, scope?: string) =>
  issuer.askForToken({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...(scope && { scope }) });

describe('client credentials', () => {
  it('grant all scopes of the client, its organisation and a token that verifies', async () => {
    const { status, body } = await clientCredentials('member-a', secrets.memberA.clientSecret);
    expect(status).toBe(200);
    const claims = await verified(body['access_token']!);
    expect(claims).toMatchObject({ sub: 'member-a', client_id: 'member-a', organisation: '91370211MA0000A19M' });
    expect(String(claims['scope']).split(' ')).toContain('tenants:operating-report:write');
    expect(String(claims['scope']).split(' ')).not.toContain('tenants:lease:approve');
  });

  it('take the secret as HTTP Basic too', async () => {
    const basic = Buffer.from(`operations:${secrets.operations.clientSecret}`).toString('base64');
    const { body } = await issuer.askForToken({ grant_type: 'client_credentials' }, { authorization: `Basic ${basic}` });
    expect(await verified(body['access_token']!)).toMatchObject({ organisation: 'park' });
  });

  it('narrow to the scopes asked for', async () => {
    const { body } = await clientCredentials('operations', secrets.operations.clientSecret, 'reporting:kpi:read');
    expect((await verified(body['access_token']!))['scope']).toBe('reporting:kpi:read');
  });

  it('refuse a scope that the client has not, and a wrong secret', async () => {
    expect(await clientCredentials('member-a', secrets.memberA.clientSecret, 'tenants:lease:approve')).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    });
    expect(await clientCredentials('operations', 'wrong')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});

describe('signing in', () => {
  it('gives the dashboard a token within its own scopes, refreshes it, and needs no second sign-in', async () => {
    const browser = new Browser(issuer.settings.issuerUrl);
    const page = await browser.open(issuer.authorizationUrl());
    expect(await page.text()).toContain('name="password"');

    const wrong = await browser.post(page.url, { username: 'operations', password: 'a guess' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toMatch(/用户名或密码不正确|do not match/);

    await browser.post(page.url, { username: 'operations', password });
    const { body, cors } = await issuer.exchange(browser);
    expect(cors).toBe(dashboard);
    expect(await verified(body['access_token']!)).toMatchObject({
      sub: 'user:operations',
      client_id: 'dashboard',
      organisation: 'park',
      scope: 'reporting:kpi:read',
    });

    const refreshed = await issuer.refresh(body['refresh_token']!);
    expect(await verified(refreshed.body['access_token']!)).toMatchObject({ organisation: 'park' });

    await browser.open(issuer.authorizationUrl({ prompt: 'none' }));
    expect(new URL(browser.leftFor!).searchParams.get('code')).toBeTruthy();
  });

  it('ends the tokens of who signs out', async () => {
    const browser = await issuer.signedIn();
    const { body } = await issuer.exchange(browser);
    const renewed = await issuer.refresh(body['refresh_token']!);
    expect(renewed.status).toBe(200);
    const end = `${issuer.settings.issuerUrl}/session/end`;
    const out = await browser.open(`${end}?client_id=dashboard&post_logout_redirect_uri=${dashboard}/`);
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(await out.text())!;
    await browser.post(`${end}/confirm`, { xsrf: xsrf!, logout: 'yes' });
    expect(browser.leftFor).toBe(`${dashboard}/`);
    expect(await issuer.refresh(renewed.body['refresh_token']!)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('lets no more guesses at a name through when they come all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const browser = new Browser(issuer.settings.issuerUrl);
        const page = await browser.open(issuer.authorizationUrl());
        return (await browser.post(page.url, { username: 'somebody', password: 'a guess' })).status;
      }),
    );
    expect(answers.sort()).toEqual([...Array(5).fill(401), ...Array(15).fill(429)]);
  });

  it('says so when the page has expired', async () => {
    const page = await fetch(`${issuer.settings.issuerUrl}/sign-in/unknown?lang=en`);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('This sign-in has expired');
  });
});

it('names all missing settings in one message', () => {
  expect(() => settingsFrom({ PORT: '7310', AUDIENCE: 'park' })).toThrow('ISSUER_URL, CLIENTS_FILE, STATE_DIR');
});
