/** The services of the park: one line each, and what every one of them is told. */
import { dashboardClientId } from './clients.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** What a service's own settings may draw on. */
export interface Known {
  urls: Record<string, string>;
  secrets: Secrets;
}

export interface ServiceEntry {
  name: string;
  /** Its port, counted from PARK_PORT_BASE. */
  offset: number;
  /** Has a topic of its own, `park.<name>`. */
  publishes: boolean;
  heapMb: number;
  settings?: (known: Known) => Record<string, string>;
}

export const services: ServiceEntry[] = [
  { name: 'tenants', offset: 1, publishes: true, heapMb: 192 },
  { name: 'housing', offset: 2, publishes: true, heapMb: 160, settings: ({ secrets }) => ({ PERSONAL_DATA_KEY: secrets.personalDataKey }) },
  { name: 'reporting', offset: 0, publishes: false, heapMb: 256, settings: reportingSettings },
];

export const parkCode = 'qd-ccy';
export const audience = 'park';

function reportingSettings({ urls, secrets }: Known): Record<string, string> {
  const others = services.filter(({ name }) => name !== 'reporting').map(({ name }) => [`${name.toUpperCase()}_URL`, urls[name] ?? '']);
  return {
    ...Object.fromEntries(others),
    DASHBOARD_CLIENT_ID: dashboardClientId,
    RECONCILE_CLIENT_ID: secrets.clients.operations.clientId,
    RECONCILE_CLIENT_SECRET: secrets.clients.operations.clientSecret,
  };
}

export function urlOf(port: number): string {
  return `http://localhost:${port}`;
}

export function topicOf(service: string): string {
  return `park.${service}`;
}

export interface Surroundings {
  ports: Ports;
  secrets: Secrets;
  databases: Record<string, string>;
  kafkaBrokers: string;
  redisUrl: string;
}

export function environmentOf(
  service: ServiceEntry,
  { ports, secrets, databases, kafkaBrokers, redisUrl }: Surroundings,
): Record<string, string> {
  const port = ports[service.name] as number;
  const urls = Object.fromEntries(services.map(({ name }) => [name, urlOf(ports[name] as number)]));
  return {
    PORT: String(port),
    PUBLIC_URL: urlOf(port),
    DATABASE_URL: databases[service.name] as string,
    KAFKA_BROKERS: kafkaBrokers,
    REDIS_URL: redisUrl,
    OIDC_ISSUER: urlOf(ports.issuer),
    OIDC_AUDIENCE: audience,
    PARK_CODE: parkCode,
    LOG_LEVEL: process.env['LOG_LEVEL'] || 'info',
    ...service.settings?.({ urls, secrets }),
  };
}
