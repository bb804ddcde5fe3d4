/** The park's ports and secrets as variables of .env, both ways. */
import { serviceClients, type ServiceClientName } from './clients.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

export type Variables = Record<string, string | undefined>;

const clientNames = Object.keys(serviceClients) as ServiceClientName[];
const upper = (id: string): string => id.replaceAll('-', '_').toUpperCase();

export const userPassword = 'OPERATIONS_PASSWORD';
export const personalDataKey = 'PERSONAL_DATA_KEY';
export const signingSecretsKey = 'SIGNING_SECRETS_KEY';
export const portOf = (name: string): string => `${upper(name)}_PORT`;
export const databasePassword = (name: string): string => `${upper(name)}_DATABASE_PASSWORD`;
export const clientSecret = (name: ServiceClientName): string => `${upper(serviceClients[name].clientId)}_CLIENT_SECRET`;

export function asVariables(
  ports: Ports,
  { userPassword: password, personalDataKey: key, signingSecretsKey: signingKey, clients, databases }: Secrets,
): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [portOf(name), String(port)])),
    ...Object.fromEntries(Object.entries(databases).map(([name, secret]) => [databasePassword(name), secret])),
    ...Object.fromEntries(clientNames.map((name) => [clientSecret(name), clients[name].clientSecret])),
    [personalDataKey]: key,
    [signingSecretsKey]: signingKey,
    [userPassword]: password,
  };
}

/** A variable that is not there stays undefined. */
export function secretsOf(variables: Variables, databaseNames: readonly string[]): Partial<Secrets> {
  const clients = clientNames.flatMap((name) => {
    const secret = variables[clientSecret(name)];
    return secret ? [[name, { clientId: serviceClients[name].clientId, clientSecret: secret }]] : [];
  });
  const databases = databaseNames.flatMap((name) => {
    const secret = variables[databasePassword(name)];
    return secret ? [[name, secret]] : [];
  });
  return {
    userPassword: variables[userPassword] || undefined,
    personalDataKey: variables[personalDataKey] || undefined,
    signingSecretsKey: variables[signingSecretsKey] || undefined,
    clients: Object.fromEntries(clients) as Secrets['clients'],
    databases: Object.fromEntries(databases) as Secrets['databases'],
  };
}

/** The ports that are named, the others from `ports`. */
export function portsOf(variables: Variables, ports: Ports): Ports {
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, Number(variables[portOf(name)] || port)])) as Ports;
}
