/** The dashboard and all that it needs, real: itself, built; the reporting service that serves it; feeds, of which it shows the health; the issuer; Kafka. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sourceOf, toHeaders, type ParkEvent } from '@park/contracts';
import { serviceUnderTest, urls } from '@park/test-kit';
import { Kafka, logLevel } from 'kafkajs';
import { feedsUnderTest } from '../../feeds/src/feeds.fixture.ts';
import { service } from '../../reporting/src/reporting.module.ts';
import { startIssuer } from '../../../tools/issuer/issuer.ts';
import { hashPassword } from '../../../tools/issuer/password.ts';
import { clientsFile, serviceClients } from '../../../tools/park/clients.ts';
import { freePorts } from '../../../tools/parts/free-ports.ts';

const dashboard = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url));

export interface ParkUnderTest {
  url: string;
  issuerUrl: string;
  user: { username: string; password: string };
  publish(events: readonly ParkEvent[]): Promise<void>;
  /** Ends every connection to the service. */
  cutLines(): void;
  close(): Promise<void>;
}

/** The secret of every client of the park under test. */
export const clientSecret = 'a secret for one spec';

export async function startPark(settings: Record<string, string> = {}): Promise<ParkUnderTest> {
  const code = `spec-${Math.random().toString(36).slice(2, 10)}`;
  const dir = mkdtempSync(join(tmpdir(), 'park-dashboard-'));
  const dist = join(dir, 'dist');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', dist, '--logLevel', 'error'], { cwd: dashboard });

  const [issuerPort] = (await freePorts(1)) as [number];
  const issuerUrl = `http://127.0.0.1:${issuerPort}`;
  const feeds = await feedsUnderTest({ settings: { OIDC_ISSUER: issuerUrl } });
  const reporting = await serviceUnderTest(service, {
    settings: {
      PARK_CODE: code,
      KAFKA_GROUP: `reporting-${code}`,
      OIDC_ISSUER: issuerUrl,
      TENANTS_URL: 'http://127.0.0.1:9',
      HOUSING_URL: 'http://127.0.0.1:9',
      RECONCILE_CLIENT_ID: 'operations',
      FEEDS_URL: feeds.url,
      RECONCILE_CLIENT_SECRET: clientSecret,
      DASHBOARD_CLIENT_ID: 'dashboard',
      DASHBOARD_DIR: dist,
      PARK_NAME_ZH: '示例园区',
      PARK_NAME_EN: 'Sample Park',
      ...settings,
    },
  });

  const user = { username: 'operations', password: 'a password for one spec' };
  const secrets = Object.fromEntries(Object.keys(serviceClients).map((name) => [name, { clientSecret }]));
  const clients = join(dir, 'clients.json');
  writeFileSync(
    clients,
    JSON.stringify(clientsFile(reporting.url, secrets as Parameters<typeof clientsFile>[1], await hashPassword(user.password))),
  );
  const issuerSettings = { issuerUrl, port: issuerPort, host: '127.0.0.1', audience: 'park', clientsFile: clients, stateDir: dir };
  const issuer = await startIssuer(issuerSettings, () => undefined);

  const producer = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  return {
    url: reporting.url,
    issuerUrl,
    user,
    async publish(events) {
      for (const event of events) {
        const publisher = event.type.split('.')[1]!;
        const own = { ...event, id: `${code} ${event.id}`, source: sourceOf(code, publisher) };
        await producer.send({
          topic: `park.${publisher}`,
          messages: [{ key: own.subject, headers: toHeaders(own), value: JSON.stringify(own.data) }],
        });
      }
    },
    cutLines: () => reporting.app.getHttpServer().closeAllConnections(),
    async close() {
      await producer.disconnect();
      await issuer.stop();
      await reporting.close();
      await feeds.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
