/** .park/run.json: what other programs need to know of the running park. It holds secrets, so it is for this user only. */
import { forget, writeJson } from '../parts/process-record.ts';
import { sampleUser, serviceClients, type ServiceClientName } from './clients.ts';
import { inPark } from './places.ts';
import { services } from '../../libs/contracts/src/manifest.ts';
import { urlOf, type Surroundings } from './services.ts';

export const runFile = inPark('run.json');

export interface RunFile {
  startedAt: string;
  dashboard: string;
  issuer: string;
  tokenEndpoint: string;
  services: Record<string, { url: string; openapi: string; pid: number | undefined }>;
  postgres: Record<string, string>;
  kafka: { brokers: string };
  redis: { url: string };
  clients: Record<ServiceClientName, { clientId: string; clientSecret: string; scopes: readonly string[]; organisation: string }>;
  user: { username: string; password: string };
  /** Address at which the sample members' systems get webhooks, if they run beside the park. */
  sampleMembers?: string;
}

export function describeRun(
  startedAt: Date,
  { ports, secrets, databases, kafkaBrokers, redisUrl, sampleMembersUrl }: Surroundings,
  pids: Map<string, number>,
): RunFile {
  const issuer = urlOf(ports.issuer);
  const clientNames = Object.keys(serviceClients) as ServiceClientName[];
  return {
    startedAt: startedAt.toISOString(),
    dashboard: urlOf(ports['reporting'] as number),
    issuer,
    tokenEndpoint: `${issuer}/token`,
    services: Object.fromEntries(
      services.map(({ name }) => {
        const url = urlOf(ports[name] as number);
        return [name, { url, openapi: `${url}/openapi.json`, pid: pids.get(name) }];
      }),
    ),
    postgres: databases,
    kafka: { brokers: kafkaBrokers },
    redis: { url: redisUrl },
    clients: Object.fromEntries(
      clientNames.map((name) => {
        const { scopes, organisation } = serviceClients[name];
        return [name, { ...secrets.clients[name], scopes, organisation }];
      }),
    ) as RunFile['clients'],
    user: { username: sampleUser.username, password: secrets.userPassword },
    ...(sampleMembersUrl && { sampleMembers: sampleMembersUrl }),
  };
}

export function writeRunFile(run: RunFile): void {
  writeJson(runFile, run);
}

export function forgetRunFile(): void {
  forget(runFile);
}
