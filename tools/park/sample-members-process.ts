/** The systems of the sample members, as a process beside the services: they read their feeds and receive webhooks on this machine. */
import { join } from 'node:path';
import { waitUntil, type Child } from '../parts/child.ts';
import { ensureOk, runNode } from './node-program.ts';
import { inPark, root } from './places.ts';
import { sampleMembersPort } from './ports.ts';
import { urlOf, type Surroundings } from './services.ts';

const heapMb = 64;

export async function startSampleMembers({ ports, secrets }: Surroundings, adopt: (child: Child) => void): Promise<Child> {
  const port = sampleMembersPort(ports);
  const { memberA, memberB } = secrets.clients;
  const child = await runNode({
    name: 'sample-members',
    heapMb,
    args: [join(root, 'tools', 'sample-park', 'members', 'main.ts')],
    environment: {
      PORT: String(port),
      STATE_DIR: inPark('sample-members'),
      FEEDS_URL: urlOf(ports['feeds'] as number),
      TOKEN_ENDPOINT: `${urlOf(ports.issuer)}/token`,
      MEMBER_A_CLIENT_ID: memberA.clientId,
      MEMBER_A_CLIENT_SECRET: memberA.clientSecret,
      MEMBER_B_CLIENT_ID: memberB.clientId,
      MEMBER_B_CLIENT_SECRET: memberB.clientSecret,
    },
  });
  adopt(child);
  await waitUntil(child, () => ensureOk(`http://127.0.0.1:${port}/health`));
  return child;
}
