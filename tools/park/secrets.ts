/** Passwords and keys of this park: made when first needed, kept for this user only, never in the repository. */
import { randomBytes, randomInt } from 'node:crypto';
import { readJson, writeJson } from '../parts/process-record.ts';
import { serviceClients, type ServiceClientName } from './clients.ts';

export interface Secrets {
  userPassword: string;
  /** base64 of 32 bytes: encrypts personal data at rest. */
  personalDataKey: string;
  /** base64 of 32 bytes: seals the secrets with which webhooks are signed. */
  signingSecretsKey: string;
  clients: Record<ServiceClientName, { clientId: string; clientSecret: string }>;
  /** Database passwords by service. */
  databases: Record<string, string>;
}

export function keptSecrets(file: string, serviceNames: string[]): Secrets {
  const known = readJson<Partial<Secrets>>(file);
  const secrets = completeSecrets(known, serviceNames);
  if (JSON.stringify(known) !== JSON.stringify(secrets)) writeJson(file, secrets);
  return secrets;
}

/** Secrets that a later version of the park needs are added to those that are there. */
export function completeSecrets(known: Partial<Secrets> | undefined, databaseNames: string[]): Secrets {
  const clientNames = Object.keys(serviceClients) as ServiceClientName[];
  return {
    userPassword: known?.userPassword ?? readablePassword(),
    personalDataKey: known?.personalDataKey ?? randomBytes(32).toString('base64'),
    signingSecretsKey: known?.signingSecretsKey ?? randomBytes(32).toString('base64'),
    clients: Object.fromEntries(
      clientNames.map((name) => [name, known?.clients?.[name] ?? { clientId: serviceClients[name].clientId, clientSecret: secret() }]),
    ) as Secrets['clients'],
    databases: { ...Object.fromEntries(databaseNames.map((name) => [name, secret()])), ...known?.databases },
  };
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

/** Three groups of four, without letters that look alike: people type it. */
function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}
