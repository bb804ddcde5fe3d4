/** An issuer for specs with the clients and people of a sample park, and as much of a browser as signing in needs. */
import { createHash, randomBytes } from 'node:crypto';
import { request as requestOf, type IncomingHttpHeaders } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientsFile } from '../park/clients.ts';
import { freePorts } from '../parts/free-ports.ts';
import { startIssuer } from './issuer.ts';
import { hashPassword } from './password.ts';
import type { Settings } from './settings.ts';

export const dashboard = 'http://localhost:7300';
export const password = 'a password for one test';
const secret = (letter: string) => ({ clientSecret: letter.repeat(20) });
export const secrets = {
  operations: secret('o'),
  parkSystem: secret('p'),
  listener: secret('l'),
  housing: secret('h'),
  memberA: secret('a'),
  memberB: secret('b'),
};

export interface Logged extends Record<string, unknown> {
  level: string;
}

export class IssuerUnderTest {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly logged: Logged[] = [];
  readonly settings: Settings;
  private readonly running: { stop(): Promise<void> };

  private constructor(settings: Settings, running: { stop(): Promise<void> }, logged: Logged[]) {
    this.settings = settings;
    this.running = running;
    this.logged = logged;
  }

  /** `https`: as if a proxy in front spoke TLS. */
  static async start({ https = false } = {}): Promise<IssuerUnderTest> {
    const stateDir = mkdtempSync(join(tmpdir(), 'issuer-'));
    const [port = 0, metricsPort = 0] = await freePorts(2);
    const settings = {
      issuerUrl: https ? 'https://id.park.example' : `http://localhost:${port}`,
      port,
      metricsPort,
      host: '127.0.0.1',
      audience: 'park',
      clientsFile: join(stateDir, 'clients.json'),
      stateDir,
    };
    writeFileSync(settings.clientsFile, JSON.stringify(clientsFile(dashboard, secrets, await hashPassword(password))));
    const logged: Logged[] = [];
    const running = await startIssuer(settings, (level, fields) => void logged.push({ level, ...fields }));
    return new IssuerUnderTest(settings, running, logged);
  }

  /** The address at which it listens, whatever its name. */
  get address(): string {
    return `http://localhost:${this.settings.port}`;
  }

  authorizationUrl(others: Record<string, string> = {}): string {
    const url = new URL(`${this.settings.issuerUrl}/auth`);
    url.search = new URLSearchParams({
      client_id: 'dashboard',
      response_type: 'code',
      redirect_uri: `${dashboard}/callback`,
      scope: 'openid profile reporting:kpi:read park:import:write',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...others,
    }).toString();
    return url.href;
  }

  /** Sent as it is: any Host, any target, no redirect followed. */
  send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = '',
  ): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
    return new Promise((resolve, reject) => {
      const request = requestOf({ host: '127.0.0.1', port: this.settings.port, method, path, headers }, (answer) => {
        textOf(answer).then((text) => resolve({ status: answer.statusCode!, headers: answer.headers, text }), reject);
      });
      request.on('error', reject).end(body);
    });
  }

  async askForToken(form: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(`${this.address}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
    return {
      status: response.status,
      cors: response.headers.get('access-control-allow-origin'),
      body: (await response.json()) as Record<string, string>,
    };
  }

  /** Signed in, and back at the dashboard with a code. */
  async signedIn(): Promise<Browser> {
    const browser = new Browser(this.settings.issuerUrl);
    const page = await browser.open(this.authorizationUrl());
    await browser.post(page.url, { username: 'operations', password });
    return browser;
  }

  async exchange(browser: Browser, others: Record<string, string> = {}) {
    const code = new URL(browser.leftFor!).searchParams.get('code')!;
    const form = {
      grant_type: 'authorization_code',
      client_id: 'dashboard',
      code,
      redirect_uri: `${dashboard}/callback`,
      code_verifier: this.verifier,
    };
    return await this.askForToken({ ...form, ...others }, { origin: dashboard });
  }

  refresh(token: string) {
    return this.askForToken({ grant_type: 'refresh_token', client_id: 'dashboard', refresh_token: token });
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.settings.stateDir, { recursive: true });
  }
}

/** Keeps cookies, and follows redirects until they leave the issuer. */
export class Browser {
  leftFor: string | undefined;
  readonly cookies = new Map<string, string>();
  private readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

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
    if (target.origin === this.origin) return this.follow(target.href, {});
    this.leftFor = target.href;
    return response;
  }
}
