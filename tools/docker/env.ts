/** `npm run docker:env`: writes .env for docker-compose.yml, with fresh secrets; what is there already stays. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { portsFrom } from '../park/ports.ts';
import { root } from '../park/places.ts';
import { completeSecrets } from '../park/secrets.ts';
import { services } from '../../libs/contracts/src/manifest.ts';
import { urlOf } from '../park/services.ts';
import { fillIn } from './env-file.ts';
import { asVariables, portsOf, secretsOf, userPassword } from '../park/variables.ts';

const file = join(root, '.env');
const databaseNames = ['postgres', 'redis', ...services.map(({ name }) => name)];
const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
const known = parseEnv(kept);

const asked = portsFrom(process.env);
const ports = process.env['PARK_PORT_BASE'] ? asked : portsOf(known, asked);
const secrets = completeSecrets(secretsOf(known, databaseNames), databaseNames);
const text = fillIn(readFileSync(join(root, '.env.example'), 'utf8'), asVariables(ports, secrets), kept);

if (text !== kept) {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
console.log(`${text === kept ? 'There is nothing to add to' : 'Written:'} ${file}`);
console.log('Now: docker compose up --wait, then npm run docker:sample for the sample park.');
console.log(`The dashboard will be at ${urlOf(ports['reporting'] as number)}: sign in as operations with ${userPassword} from that file.`);
