/** A job: loads the sample park from inside the park's own network, once every service is ready. */
import { setTimeout as pause } from 'node:timers/promises';
import { services } from '../../libs/contracts/src/manifest.ts';
import { serviceClients } from '../park/clients.ts';
import { closedFolder } from '../park/closed-folder.ts';
import { parkDir } from '../park/places.ts';
import { portsFrom } from '../park/ports.ts';
import { runFile } from '../park/run-file.ts';
import { clientSecret } from '../park/variables.ts';
import { writeJson } from '../parts/process-record.ts';
import type { ReachablePark } from '../sample-park/park-api.ts';
import { requiredVariable } from './required-variable.ts';

const readyWithinMs = 600_000;
const ports = portsFrom({});
const park: ReachablePark = {
  services: Object.fromEntries(services.map(({ name }) => [name, { url: `http://${name}:${ports[name]}` }])),
  tokenEndpoint: `http://issuer:${ports.issuer}/token`,
  clients: { operations: { ...serviceClients.operations, clientSecret: requiredVariable(clientSecret('operations')) } },
};

await untilReady();
closedFolder(parkDir);
writeJson(runFile, park);
await import('../sample-park/load.ts');

async function untilReady(): Promise<void> {
  for (const [name, { url }] of Object.entries(park.services)) {
    for (const started = Date.now(); !(await isReady(url)); await pause(1_000)) {
      if (Date.now() - started > readyWithinMs) throw new Error(`${name} is not ready at ${url}.`);
    }
    console.log(`${name} is ready`);
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.ok === true;
}
