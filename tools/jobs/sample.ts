/**
 * A job: loads the sample park from inside the park's own network, once every service is ready. A park that holds records is left alone,
 * unless this very container has begun to load them.
 */
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { services } from '../../libs/contracts/src/manifest.ts';
import { serviceClients } from '../park/clients.ts';
import { closedFolder } from '../park/closed-folder.ts';
import { parkDir } from '../park/places.ts';
import { portsFrom } from '../park/ports.ts';
import { runFile } from '../park/run-file.ts';
import { clientSecret } from '../park/variables.ts';
import { writeJson } from '../parts/process-record.ts';
import { ParkApi, type ReachablePark } from '../sample-park/park-api.ts';
import { requiredVariable } from './required-variable.ts';

const readyWithinMs = 600_000;
const ports = portsFrom({});
const park: ReachablePark = {
  services: Object.fromEntries(services.map(({ name }) => [name, { url: `http://${name}:${ports[name]}` }])),
  tokenEndpoint: `http://issuer:${ports.issuer}/token`,
  clients: { operations: { ...serviceClients.operations, clientSecret: requiredVariable(clientSecret('operations')) } },
};

await untilReady();
if (!existsSync(runFile) && (await holdsRecords())) console.log('The park holds records already: no sample is loaded.');
else await load();

async function holdsRecords(): Promise<boolean> {
  const page = await new ParkApi(park).ask<{ items: unknown[] }>('tenants', '/market-entities', { query: { limit: '1' } });
  return page!.items.length > 0;
}

async function load(): Promise<void> {
  closedFolder(parkDir);
  writeJson(runFile, park);
  await import('../sample-park/load.ts');
}

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
