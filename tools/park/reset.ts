/** `npm run reset`: stops the park and throws away its data, secrets and logs. */
import { existsSync, rmSync } from 'node:fs';
import { dataFolders } from '../parts/postgres-place.ts';
import { parkDir } from './places.ts';
import { stopPark } from './stop.ts';

if (await stopPark()) console.log('The park has stopped.');
const isThere = existsSync(parkDir);
for (const folder of [...dataFolders(parkDir), parkDir]) rmSync(folder, { recursive: true, force: true });
console.log(isThere ? 'Its data, secrets and logs are gone; npm start begins afresh.' : 'There is nothing to throw away.');
const given = ['POSTGRES_URL', 'KAFKA_BROKERS', 'REDIS_URL'].filter((name) => process.env[name]);
if (given.length > 0) console.log(`What ${given.join(', ')} point to was left as it is.`);
