/** The member's page and all that it needs, real: itself, built; the feeds service that serves it; the issuer; a receiver of webhooks. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ServiceUnderTest } from '@park/test-kit';
import { aMember, feedsUnderTest, type MemberUnderTest } from '../../feeds/src/feeds.fixture.ts';
import { startIssuer } from '../../../tools/issuer/issuer.ts';
import { hashPassword } from '../../../tools/issuer/password.ts';
import { clientsFile, memberOrganisations, serviceClients } from '../../../tools/park/clients.ts';
import { freePorts } from '../../../tools/parts/free-ports.ts';

const dashboard = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url));
const clientSecret = 'a secret for one spec';

export interface MemberPageUnderTest {
  url: string;
  issuerUrl: string;
  user: { username: string; password: string };
  feeds: ServiceUnderTest;
  /** The organisation of the user. */
  member: MemberUnderTest;
  /** How a system of the member asks for a token. */
  system: { CLIENT_ID: string; CLIENT_SECRET: string };
  /** Asks the feeds service as that system does. */
  ask(path: string): Promise<Response>;
  close(): Promise<void>;
}

export async function startMemberPage(): Promise<MemberPageUnderTest> {
  const dir = mkdtempSync(join(tmpdir(), 'park-member-'));
  const dist = join(dir, 'dist');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', dist, '--logLevel', 'error'], { cwd: dashboard });
  const [issuerPort] = (await freePorts(1)) as [number];
  const issuerUrl = `http://127.0.0.1:${issuerPort}`;
  // The page's ages are by the clock of the browser, so that the service goes by the same.
  const feeds = await feedsUnderTest({ now: new Date().toISOString(), settings: { OIDC_ISSUER: issuerUrl, MEMBER_PAGE_DIR: dist } });

  const user = { username: 'member-a', password: 'a password for one spec' };
  const secrets = Object.fromEntries(Object.keys(serviceClients).map((name) => [name, { clientSecret }]));
  const clients = join(dir, 'clients.json');
  const file = clientsFile(feeds.url, secrets as Parameters<typeof clientsFile>[1], await hashPassword(user.password), feeds.url);
  writeFileSync(clients, JSON.stringify(file));
  const settings = { issuerUrl, port: issuerPort, host: '127.0.0.1', audience: 'park', clientsFile: clients, stateDir: dir };
  const issuer = await startIssuer(settings, () => undefined);
  const member = await aMember(feeds, memberOrganisations.memberA);

  return {
    url: feeds.url,
    issuerUrl,
    user,
    feeds,
    member,
    system: { CLIENT_ID: serviceClients.memberA.clientId, CLIENT_SECRET: clientSecret },
    async ask(path) {
      const form = { grant_type: 'client_credentials', client_id: serviceClients.memberA.clientId, client_secret: clientSecret };
      const answer = await fetch(`${issuerUrl}/token`, { method: 'POST', body: new URLSearchParams(form) });
      const { access_token } = (await answer.json()) as { access_token: string };
      return await fetch(feeds.url + path, { headers: { authorization: `Bearer ${access_token}` } });
    },
    async close() {
      await issuer.stop();
      await feeds.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface ReceiverUnderTest {
  url: string;
  /** Bodies of what was sent to it. */
  received: string[];
  /** The status of its answers, and whether it agrees to get webhooks. */
  answers: { status: number; agrees: boolean };
  close(): Promise<void>;
}

/** A system of a member that webhooks are sent to. */
export async function startReceiver(): Promise<ReceiverUnderTest> {
  const received: string[] = [];
  const answers = { status: 200, agrees: true };
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      const origin = String(request.headers['webhook-request-origin']);
      response.writeHead(answers.agrees ? 200 : 404, answers.agrees ? { 'webhook-allowed-origin': origin } : {}).end();
      return;
    }
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      received.push(body);
      response.writeHead(answers.status, { 'content-type': 'text/plain' }).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/park`,
    received,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
