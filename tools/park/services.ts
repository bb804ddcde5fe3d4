/** The environment of each service when the park runs on one machine. */
import { services, type ServiceEntry, type ServiceName } from '../../libs/contracts/src/manifest.ts';
import { dashboardClientId, memberPageClientId } from './clients.ts';
import { metricsPort, type Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

interface Known {
  urls: Record<string, string>;
  secrets: Secrets;
}

/** Settings of one service beyond those that all have. */
const ownSettings: Partial<Record<ServiceName, (known: Known) => Record<string, string>>> = {
  housing: ({ urls, secrets }) => ({
    PERSONAL_DATA_KEY: secrets.personalDataKey,
    RECRUITMENT_URL: urls['recruitment'] ?? '',
    HIRES_CLIENT_ID: secrets.clients.housing.clientId,
    HIRES_CLIENT_SECRET: secrets.clients.housing.clientSecret,
  }),
  events: ({ secrets }) => ({ PERSONAL_DATA_KEY: secrets.personalDataKey }),
  recruitment: ({ secrets }) => ({ PERSONAL_DATA_KEY: secrets.personalDataKey }),
  alliance: ({ secrets }) => ({ PERSONAL_DATA_KEY: secrets.personalDataKey }),
  feeds: ({ secrets }) => ({ SIGNING_SECRETS_KEY: secrets.signingSecretsKey, MEMBER_PAGE_CLIENT_ID: memberPageClientId }),
  reporting: ({ urls, secrets }) => ({
    ...urlsOfOthers('reporting', urls),
    DASHBOARD_CLIENT_ID: dashboardClientId,
    RECONCILE_CLIENT_ID: secrets.clients.operations.clientId,
    RECONCILE_CLIENT_SECRET: secrets.clients.operations.clientSecret,
  }),
};

/** Settings that hold for `npm start` alone, not for Docker and Kubernetes: members' endpoints may be programs on this machine. */
const onThisMachine: Partial<Record<ServiceName, Record<string, string>>> = { feeds: { ALLOW_LOCAL_ENDPOINTS: 'true' } };

/** Measurements, too: in Docker and Kubernetes each service has an address of its own, here a port. */
export function settingsOnThisMachine(name: string, ports: Ports): Record<string, string> {
  return { METRICS_PORT: String(metricsPort(ports[name]!)), ...onThisMachine[name as ServiceName] };
}

export const parkCode = 'qd-ccy';
export const audience = 'park';

function urlsOfOthers(own: ServiceName, urls: Record<string, string>): Record<string, string> {
  const others = services.filter(({ name }) => name !== own);
  return Object.fromEntries(others.map(({ name }) => [`${name.toUpperCase()}_URL`, urls[name] ?? '']));
}

export function urlOf(port: number): string {
  return `http://localhost:${port}`;
}

export interface Surroundings {
  ports: Ports;
  secrets: Secrets;
  databases: Record<string, string>;
  kafkaBrokers: string;
  redisUrl: string;
  /** Address at which the sample members' systems get webhooks, if they run. */
  sampleMembersUrl?: string;
}

export function environmentOf(
  { name, listensTo }: Pick<ServiceEntry, 'name' | 'listensTo'>,
  { ports, secrets, databases, kafkaBrokers, redisUrl }: Surroundings,
): Record<string, string> {
  const port = ports[name] as number;
  const urls = Object.fromEntries(services.map((one) => [one.name, urlOf(ports[one.name] as number)]));
  return {
    PORT: String(port),
    PUBLIC_URL: urlOf(port),
    DATABASE_URL: databases[name] as string,
    KAFKA_BROKERS: kafkaBrokers,
    REDIS_URL: redisUrl,
    OIDC_ISSUER: urlOf(ports.issuer),
    OIDC_AUDIENCE: audience,
    PARK_CODE: parkCode,
    LOG_LEVEL: process.env['LOG_LEVEL'] || 'info',
    ...(listensTo.length > 0 && {
      PUBLISHER_URLS: listensTo.map((publisher) => `${publisher}=${urls[publisher]}`).join(),
      EVENTS_CLIENT_ID: secrets.clients.listener.clientId,
      EVENTS_CLIENT_SECRET: secrets.clients.listener.clientSecret,
    }),
    ...ownSettings[name as ServiceName]?.({ urls, secrets }),
  };
}
