/** Every permission that a token can carry in this park: those of its services, and those that all services share. */
import { services } from './manifest.ts';

const merged = (kind: 'records' | 'others' | 'operator'): Record<string, string> =>
  Object.assign({}, ...services.map(({ scopes }) => scopes[kind]));

/** For the park's own people and systems; in the token of a member organisation they open nothing. */
export const operatorScopes: Record<string, string> = {
  ...merged('operator'),
  'park:audit:read': 'Read the audit trail and the recorded events of a service',
  'park:events:read': 'Read the published events of a service from the beginning',
  'park:figures:read': 'Read the figures that a service counts from its own records',
  'park:import:write': 'Run imports',
  'park:parked:manage': 'Look at, repair and replay parked events',
};

/** Read and write of the records of all services. */
export const recordScopes = merged('records');

/** The scopes that the client of a member organisation gets. */
export const memberScopes: readonly string[] = services.flatMap(({ scopes }) => scopes.members);

export const scopes: Record<string, string> = { ...recordScopes, ...merged('others'), ...operatorScopes };
