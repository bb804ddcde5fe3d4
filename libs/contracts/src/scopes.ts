/** The permissions that a token can carry: `service:resource:action`. */

const resources = {
  tenants: ['building', 'renovation', 'unit', 'entity', 'qualification', 'occupancy', 'lease', 'operating-report'],
  housing: ['apartment', 'application', 'tenancy'],
} as const;

const readAndWrite = Object.entries(resources).flatMap(([service, names]) =>
  names.flatMap((name) => [`${service}:${name}:read`, `${service}:${name}:write`]),
);

/** For the park's own people and systems; in the token of a member organisation they open nothing. */
export const operatorScopes: Record<string, string> = {
  'tenants:lease:approve': 'Approve or reject leases',
  'tenants:operating-report:verify': 'Verify, return or restate operating reports',
  'housing:application:decide': 'Decide on the eligibility of applicants',
  'housing:application:pii': 'See applicants’ personal data in clear; each look is recorded',
  'reporting:projection:manage': 'Rebuild the projections and run the reconciliation',
  'park:audit:read': 'Read the audit trail and the published events of a service',
  'park:import:write': 'Run imports',
  'park:parked:manage': 'Look at, repair and replay parked events',
};

export const scopes: Record<string, string> = {
  ...Object.fromEntries(
    readAndWrite.map((scope) => [scope, `${scope.endsWith('read') ? 'Read' : 'Change'} ${scope.split(':')[1]!.replace('-', ' ')} records`]),
  ),
  'reporting:kpi:read': 'Read figures, the facts behind them and data quality',
  ...operatorScopes,
};
