/** Stands in the background as `npm start -- --detach` does, and says at once that a park is up; nothing is started. */
import { announce } from './announcement.ts';
import { describeRun } from './run-file.ts';
import { portsFrom } from './ports.ts';
import { completeSecrets } from './secrets.ts';

const secrets = { ...completeSecrets(undefined, []), userPassword: 'only-for-eyes' };
const surroundings = { ports: portsFrom({}), secrets, databases: {}, kafkaBrokers: 'localhost:7392', redisUrl: 'redis://localhost:7379' };
announce({ run: describeRun(new Date(0), surroundings, new Map()), warning: undefined, openingDay: undefined }, 12.34);
