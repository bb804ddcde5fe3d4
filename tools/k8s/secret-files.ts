/** The folder `secrets` of k8s/overlays/trial: a file of variables for each Secret, so that every pod gets its own and no others. */
import { services } from '../../libs/contracts/src/manifest.ts';
import { serviceClients, type ServiceClientName } from '../park/clients.ts';
import { portsFrom } from '../park/ports.ts';
import type { Secrets } from '../park/secrets.ts';
import { environmentOf } from '../park/services.ts';
import { clientSecret, databasePassword, userPassword } from '../park/variables.ts';

const inPostgres: readonly string[] = ['postgres', ...services.map(({ name }) => name)];
/** Whatever has a password of its own: Redis, too. */
export const databaseNames: readonly string[] = ['redis', ...inPostgres];

/** By the name of the Secret. */
export function secretFiles(secrets: Secrets): Record<string, Record<string, string>> {
  const clientSecrets = Object.fromEntries(
    (Object.keys(serviceClients) as ServiceClientName[]).map((name) => [clientSecret(name), secrets.clients[name].clientSecret]),
  );
  const databases = Object.fromEntries(
    inPostgres.map((name) => [name, `postgres://${name}:${secrets.databases[name]}@postgres:5432/${name}`]),
  );
  const surroundings = {
    ports: portsFrom({}),
    secrets,
    databases,
    kafkaBrokers: '',
    redisUrl: `redis://:${secrets.databases['redis']}@redis:6379`,
  };
  return {
    databases: Object.fromEntries(inPostgres.map((name) => [databasePassword(name), secrets.databases[name]!])),
    redis: { [databasePassword('redis')]: secrets.databases['redis']! },
    issuer: { ...clientSecrets, [userPassword]: secrets.userPassword },
    sample: { [clientSecret('operations')]: secrets.clients.operations.clientSecret },
    ...Object.fromEntries(services.map((service) => [service.name, onlySecrets(environmentOf(service, surroundings))])),
  };
}

/** The files of the folder, by name. */
export function secretsFolder(secrets: Secrets): Record<string, string> {
  const files = Object.entries(secretFiles(secrets));
  const generators = files.map(([name]) => `  - { name: ${name}, envs: [${name}.env] }\n`);
  return {
    ...Object.fromEntries(files.map(([name, variables]) => [`${name}.env`, linesOf(variables)])),
    'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
generatorOptions: { disableNameSuffixHash: true }
secretGenerator:
${generators.join('')}`,
  };
}

function linesOf(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([variable, value]) => `${variable}=${value}\n`)
    .join('');
}

function onlySecrets(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => /^(DATABASE|REDIS)_URL$/.test(name) || /_(SECRET|KEY)$/.test(name)),
  );
}
