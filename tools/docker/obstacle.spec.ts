import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePorts } from '../parts/free-ports.ts';
import { completeSecrets } from '../park/secrets.ts';
import { describeRun } from '../park/run-file.ts';
import { portsFrom } from '../park/ports.ts';
import { ParkApi } from '../sample-park/park-api.ts';
import { obstacle } from './obstacle.ts';

let issuer: Server;
let status: number;

const runAt = (port: number) =>
  describeRun(
    new Date(0),
    {
      ports: { ...portsFrom({}), issuer: port },
      secrets: completeSecrets(undefined, []),
      databases: {},
      kafkaBrokers: '',
      redisUrl: '',
    },
    new Map(),
  );
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

beforeEach(async () => {
  issuer = createServer((_request, response) => response.writeHead(status).end('{"error":"invalid_client"}')).listen(0);
  await once(issuer, 'listening');
});

afterEach(() => issuer.close());

it('is none where the issuer knows the clients of .env', async () => {
  status = 200;
  expect(await obstacle(runAt(portOf(issuer)))).toBeUndefined();
});

it('is another park on the same ports, whose issuer knows other clients', async () => {
  status = 401;
  const run = runAt(portOf(issuer));
  expect(await obstacle(run)).toMatch(/^What answers at http:\/\/localhost:\d+ is not the park that \.env describes: stop it/);
  await expect(new ParkApi(run).ask('tenants', '/imports')).rejects.toThrow('The issuer gave no token: 401 {"error":"invalid_client"}');
});

it('is a park that does not run', async () => {
  const [closed] = await freePorts(1);
  expect(await obstacle(runAt(closed!))).toMatch(/^The park on Docker does not answer at .*: docker compose up --wait starts it\.$/);
});
