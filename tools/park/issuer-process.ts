/** The local issuer, as a process beside the services. A park with an issuer of its own does without it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashPassword } from '../issuer/password.ts';
import { waitUntil, type Child } from '../parts/child.ts';
import { writeJson } from '../parts/process-record.ts';
import { clientsFile } from './clients.ts';
import { ensureOk, runNode } from './node-program.ts';
import { metricsPort, type Ports } from './ports.ts';
import { inPark, root } from './places.ts';
import type { Secrets } from './secrets.ts';
import { audience, urlOf } from './services.ts';

const heapMb = 96;

export async function startIssuer(ports: Ports, secrets: Secrets, adopt: (child: Child) => void): Promise<Child> {
  const clients = inPark('issuer', 'clients.json');
  mkdirSync(inPark('issuer'), { recursive: true, mode: 0o700 });
  const [dashboardUrl, memberPageUrl] = ['reporting', 'feeds'].map((name) => urlOf(ports[name] as number)) as [string, string];
  writeJson(clients, clientsFile(dashboardUrl, secrets.clients, await hashPassword(secrets.userPassword), memberPageUrl));
  const child = await runNode({
    name: 'issuer',
    heapMb,
    args: [join(root, 'tools', 'issuer', 'main.ts')],
    environment: {
      ISSUER_URL: urlOf(ports.issuer),
      PORT: String(ports.issuer),
      METRICS_PORT: String(metricsPort(ports.issuer)),
      AUDIENCE: audience,
      CLIENTS_FILE: clients,
      STATE_DIR: inPark('issuer'),
    },
  });
  adopt(child);
  await waitUntil(child, () => ensureOk(`http://127.0.0.1:${ports.issuer}/.well-known/openid-configuration`));
  return child;
}
