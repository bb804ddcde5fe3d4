/** `npm run docker:sample`: describes the park on Docker as `npm start` describes its own, and loads the sample park into it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { closedFolder } from '../park/closed-folder.ts';
import { portsFrom } from '../park/ports.ts';
import { parkDir, root } from '../park/places.ts';
import { describeRun, writeRunFile, type RunFile } from '../park/run-file.ts';
import type { Secrets } from '../park/secrets.ts';
import { services } from '../../libs/contracts/src/manifest.ts';
import { obstacle } from './obstacle.ts';
import { portsOf, secretsOf } from '../park/variables.ts';

const file = join(root, '.env');
const missing = await load();
if (missing) {
  console.error(missing);
  process.exitCode = 1;
}

/** Answers, in a sentence, what stands in the way. */
async function load(): Promise<string | undefined> {
  if (!existsSync(file)) return 'There is no .env: npm run docker:env writes it, docker compose up --wait starts the park.';
  const run = describe(readFileSync(file, 'utf8'));
  const found = await obstacle(run);
  if (found) return found;
  closedFolder(parkDir);
  writeRunFile(run);
  await import('../sample-park/load.ts');
  return undefined;
}

/** Compose refuses to start without the secrets, so all are there. */
function describe(text: string): RunFile {
  const variables = parseEnv(text);
  const names = services.map(({ name }) => name);
  const ports = portsOf(variables, portsFrom({}));
  const secrets = secretsOf(variables, ['redis', ...names]) as Secrets;
  const databases = names.map((name) => [name, `postgres://${name}:${secrets.databases[name]}@localhost:${ports.postgres}/${name}`]);
  const surroundings = {
    ports,
    secrets,
    databases: Object.fromEntries(databases) as Record<string, string>,
    kafkaBrokers: `localhost:${ports.kafka}`,
    redisUrl: `redis://:${secrets.databases['redis']}@localhost:${ports.redis}`,
  };
  return describeRun(new Date(), surroundings, new Map());
}
