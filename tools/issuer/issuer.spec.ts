import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { clientsFile } from '../park/clients.ts';
import { freePorts } from '../parts/free-ports.ts';
import { startIssuer } from './issuer.ts';
import { hashPassword } from './password.ts';
import { settingsFrom, type Settings } from './settings.ts';

const dashboard = 'http://localhost:7300';
const password = 'a password for one test';
const secret = (letter: string) => ({ clientSecret: letter.repeat(20) });
const secrets = {
  operations: secret('o'),
  parkSystem: secret('p'),
  listener: secret('l'),
  housing: secret('h'),
  memberA: secret('a'),
  memberB: secret('b'),
};

let settings: Settings;
let issuer: { stop(): Promise<void> };

beforeAll(async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'issuer-'));
  const [port = 0] = await freePorts(1);
  settings = {
    issuerUrl: `http://localhost:${port}`,
    port,
    host: '127.0.0.1',
    audience: 'park',
    clientsFile: join(stateDir, 'clients.json'),
    stateDir,
  };
  writeFileSync(settings.clientsFile, JSON.stringify(clientsFile(dashboard, secrets, await hashPassword(password))));
  issuer = await startIssuer(settings, () => undefined);
});

afterAll(async () => {
  await issuer.stop();
  rmSync(settings.stateDir, { recursive: true });
});

const verified = async (token: string) =>
  (await jwtVerify(token, createRemoteJWKSet(new URL(`${settings.issuerUrl}/jwks`)), { issuer: settings.issuerUrl, audience: 'park' }))
    .payload;

const askForToken = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${settings.issuerUrl}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
  return {
    status: response.status,
    cors: response.headers.get('access-control-allow-origin'),
    body: (await response.json()) as Record<string, string>,
  };
};

const clientCredentials = (clientId: string, clientSecret: string, scope?: string) =>
  askForToken({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...(scope && { scope }) });

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
    const { body } = await askForToken({ grant_type: 'client_credentials' }, { authorization: `Basic ${basic}` });
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
  const verifier = randomBytes(32).toString('base64url');
  const authorizationUrl = (prompt?: string): string => {
    const url = new URL(`${settings.issuerUrl}/auth`);
    url.search = new URLSearchParams({
      client_id: 'dashboard',
      response_type: 'code',
      redirect_uri: `${dashboard}/callback`,
      scope: 'openid profile reporting:kpi:read park:import:write',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...(prompt && { prompt }),
    }).toString();
    return url.href;
  };

  async function tokensOf(browser: Browser) {
    const code = new URL(browser.leftFor!).searchParams.get('code')!;
    return await askForToken(
      { grant_type: 'authorization_code', client_id: 'dashboard', code, redirect_uri: `${dashboard}/callback`, code_verifier: verifier },
      { origin: dashboard },
    );
  }

  const refresh = (token: string) => askForToken({ grant_type: 'refresh_token', client_id: 'dashboard', refresh_token: token });

  it('gives the dashboard a token within its own scopes, refreshes it, and needs no second sign-in', async () => {
    const browser = new Browser();
    const page = await browser.open(authorizationUrl());
    expect(await page.text()).toContain('name="password"');

    const wrong = await browser.post(page.url, { username: 'operations', password: 'a guess' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toMatch(/用户名或密码不正确|do not match/);

    await browser.post(page.url, { username: 'operations', password });
    const { body, cors } = await tokensOf(browser);
    expect(cors).toBe(dashboard);
    expect(await verified(body['access_token']!)).toMatchObject({
      sub: 'user:operations',
      client_id: 'dashboard',
      organisation: 'park',
      scope: 'reporting:kpi:read',
    });

    const refreshed = await refresh(body['refresh_token']!);
    expect(await verified(refreshed.body['access_token']!)).toMatchObject({ organisation: 'park' });

    await browser.open(authorizationUrl('none'));
    expect(new URL(browser.leftFor!).searchParams.get('code')).toBeTruthy();
  });

  it('ends the tokens of who signs out', async () => {
    const browser = new Browser();
    const page = await browser.open(authorizationUrl());
    await browser.post(page.url, { username: 'operations', password });
    const { body } = await tokensOf(browser);
    const renewed = await refresh(body['refresh_token']!);
    expect(renewed.status).toBe(200);
    const out = await browser.open(`${settings.issuerUrl}/session/end?client_id=dashboard&post_logout_redirect_uri=${dashboard}/`);
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(await out.text())!;
    await browser.post(`${settings.issuerUrl}/session/end/confirm`, { xsrf: xsrf!, logout: 'yes' });
    expect(browser.leftFor).toBe(`${dashboard}/`);
    expect(await refresh(renewed.body['refresh_token']!)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('lets no more guesses at a name through when they come all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const browser = new Browser();
        const page = await browser.open(authorizationUrl());
        return (await browser.post(page.url, { username: 'somebody', password: 'a guess' })).status;
      }),
    );
    expect(answers.sort()).toEqual([...Array(5).fill(401), ...Array(15).fill(429)]);
  });

  it('says so when the page has expired', async () => {
    const page = await fetch(`${settings.issuerUrl}/sign-in/unknown?lang=en`);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('This sign-in has expired');
  });
});

it('names all missing settings in one message', () => {
  expect(() => settingsFrom({ PORT: '7310', AUDIENCE: 'park' })).toThrow('ISSUER_URL, CLIENTS_FILE, STATE_DIR');
});

/** As much of a browser as signing in needs: cookies, and redirects until they leave the issuer. */
class Browser {
  leftFor: string | undefined;
  private readonly cookies = new Map<string, string>();

  async open(url: string): Promise<Response> {
    return this.follow(url, {});
  }

  async post(url: string, form: Record<string, string>): Promise<Response> {
    return this.follow(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  private async follow(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (!next) return response;
    const target = new URL(next, url);
    if (target.origin === settings.issuerUrl) return this.follow(target.href, {});
    this.leftFor = target.href;
    return response;
  }
}
