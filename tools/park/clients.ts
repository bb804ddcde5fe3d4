/** The programs and the people that a park on one machine knows, and what each may do. */
import { memberScopes, recordScopes, scopes } from '../../libs/contracts/src/scopes.ts';

/** Every scope of the park, `service:resource:action`. */
export const allScopes: readonly string[] = Object.keys(scopes);

const recordScopesTo = (action: 'read' | 'write'): string[] => Object.keys(recordScopes).filter((scope) => scope.endsWith(`:${action}`));

/** A system of the park (access control, accounting) reads and writes records, and leaves decisions to people. */
const parkSystemScopes = [...recordScopesTo('read'), ...recordScopesTo('write'), 'reporting:kpi:read', 'park:import:write'];

/** The dashboard shows, and lets operations repair what is parked and rebuild figures; records are changed elsewhere. */
const dashboardScopes = [
  ...recordScopesTo('read'),
  'reporting:kpi:read',
  'reporting:projection:manage',
  'park:audit:read',
  'park:parked:manage',
];

/** A member manages its feed on a page of its own; what else it may do is for its systems. */
const feedScopes = memberScopes.filter((scope) => scope.startsWith('feeds:'));

/** Two member organisations of the sample park, by their sample USCC 统一社会信用代码: the loader registers them as tenants. */
export const memberOrganisations = { memberA: '91370211MA0000A19M', memberB: '91370211MA0000B23R' } as const;

export const serviceClients = {
  operations: { clientId: 'operations', organisation: 'park', scopes: [...allScopes] },
  parkSystem: { clientId: 'park-system', organisation: 'park', scopes: parkSystemScopes },
  /** The services themselves, where one listens to another. */
  listener: { clientId: 'listener', organisation: 'park', scopes: ['park:events:read'] },
  /** Housing, where it asks recruitment for the identity of somebody who was hired and wants a home. */
  housing: { clientId: 'housing', organisation: 'park', scopes: ['recruitment:candidate:identify'] },
  memberA: { clientId: 'member-a', organisation: memberOrganisations.memberA, scopes: memberScopes },
  memberB: { clientId: 'member-b', organisation: memberOrganisations.memberB, scopes: memberScopes },
} as const;

export type ServiceClientName = keyof typeof serviceClients;

export const sampleUser = { username: 'operations', name: '园区运营 Operations', organisation: 'park', scopes: [...allScopes] };

export const dashboardClientId = 'dashboard';

export const memberPageClientId = 'member-page';

/** The member organisations' people, who manage their feed on the member's page. */
export const memberUsers = [
  { username: 'member-a', name: '成员单位甲 Member A', organisation: memberOrganisations.memberA, scopes: feedScopes },
  { username: 'member-b', name: '成员单位乙 Member B', organisation: memberOrganisations.memberB, scopes: feedScopes },
];

/**
 * The content of the issuer's CLIENTS_FILE; secrets come from .park/secrets.json. `memberPageUrl` is the address of feeds; without it
 * the member's page and its users are left out.
 */
export function clientsFile(
  dashboardUrl: string,
  secrets: Record<ServiceClientName, { clientSecret: string }>,
  passwordHash: string,
  memberPageUrl?: string,
) {
  const names = Object.keys(serviceClients) as ServiceClientName[];
  return {
    services: names.map((name) => ({ ...serviceClients[name], clientSecret: secrets[name].clientSecret })),
    webApps: [
      webApp(dashboardClientId, dashboardUrl, dashboardScopes),
      ...(memberPageUrl ? [webApp(memberPageClientId, memberPageUrl, feedScopes)] : []),
    ],
    users: [sampleUser, ...(memberPageUrl ? memberUsers : [])].map((user) => ({ ...user, passwordHash })),
  };
}

function webApp(clientId: string, url: string, scopes: readonly string[]) {
  const origins = [...new Set([url, url.replace('//localhost', '//127.0.0.1')])];
  return {
    clientId,
    redirectUris: origins.flatMap((origin) => [`${origin}/`, `${origin}/callback`]),
    postLogoutRedirectUris: origins.map((origin) => `${origin}/`),
    scopes,
  };
}
