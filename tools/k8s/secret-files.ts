/** The secrets of k8s/overlays/trial: a file of variables for each Secret, so that every pod gets its own and no others. */
import { services } from '../../libs/contracts/src/manifest.ts';
import { serviceClients, type ServiceClientName } from '../park/clients.ts';
import { portsFrom } from '../park/ports.ts';
import type { Secrets } from '../park/secrets.ts';
import { environmentOf } from '../park/services.ts';
import { clientSecret, databasePassword, userPassword } from '../park/variables.ts';

export const databaseNames: readonly string[] = ['postgres', ...services.map(({ name }) => name)];

/** By the name of the Secret. */
export function secretFiles(secrets: Secrets): Record<string, Record<string, string>> {
  const clientSecrets = Object.fromEntries(
    (Object.keys(serviceClients) as ServiceClientName[]).map((name) => [clientSecret(name), secrets.clients[name].clientSecret]),
  );
  const databases = Object.fromEntries(
    databaseNames.map((name) => [name, `postgres://${name}:${secrets.databases[name]}@postgres:5432/${name}`]),
  );
  const surroundings = { ports: portsFrom({}), secrets, databases, kafkaBrokers: '', redisUrl: '' };
  return {
    databases: Object.fromEntries(databaseNames.map((name) => [databasePassword(name), secrets.databases[name]!])),
    issuer: { ...clientSecrets, [userPassword]: secrets.userPassword },
    sample: { [clientSecret('operations')]: secrets.clients.operations.clientSecret },
    ...Object.fromEntries(services.map((service) => [service.name, onlySecrets(environmentOf(service, surroundings))])),
  };
}

function onlySecrets(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name === 'DATABASE_URL' || /_(SECRET|KEY)$/.test(name)));
}
