/** The park's ports, all counted from one base. */
import { isTaken } from '../parts/free-ports.ts';
import { services } from '../../libs/contracts/src/manifest.ts';

const defaultBase = 7300;
const parts = { issuer: 10, postgres: 32, redis: 79, kafka: 92 } as const;
/** From the port of a service or of the issuer to that of its measurements. */
const metricsOffset = 40;
/** Of the sample members' systems, which run beside the services of `npm start` alone. */
const sampleMembersOffset = 20;
const titles: Record<string, string> = {
  issuer: 'the sign-in service',
  postgres: 'PostgreSQL',
  redis: 'Redis',
  kafka: 'Kafka',
  reporting: 'the dashboard',
  sampleMembers: 'the sample members’ receiver of webhooks',
};

/** By the name of the service or part. */
export type Ports = Record<keyof typeof parts, number> & Record<string, number>;

export function portsFrom(env: NodeJS.ProcessEnv): Ports {
  const base = Number(env['PARK_PORT_BASE'] || defaultBase);
  if (!Number.isInteger(base) || base < 1024 || base > 65_400) throw new Error('PARK_PORT_BASE must be a whole number from 1024 to 65400.');
  const offsets = { ...parts, ...Object.fromEntries(services.map(({ name, portOffset }) => [name, portOffset])) };
  return Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, base + offset])) as Ports;
}

export function sampleMembersPort({ issuer }: Pick<Ports, 'issuer'>): number {
  return issuer - parts.issuer + sampleMembersOffset;
}

export function metricsPort(port: number): number {
  return port + metricsOffset;
}

/** By the name that a complaint calls them. */
export function metricsPorts(ports: Ports): Record<string, number> {
  const measured = ['issuer', ...services.map(({ name }) => name)];
  return Object.fromEntries(measured.map((name) => [`the metrics of ${name}`, metricsPort(ports[name]!)]));
}

/** Throws one sentence for the first port that somebody else holds; parts that run elsewhere need none. */
export async function ensureFree(ports: Ports, env: NodeJS.ProcessEnv): Promise<void> {
  const elsewhere = { postgres: env['POSTGRES_URL'], kafka: env['KAFKA_BROKERS'], redis: env['REDIS_URL'] } as Record<
    string,
    string | undefined
  >;
  for (const [name, port] of Object.entries(ports)) {
    if (elsewhere[name] || !(await isTaken(port))) continue;
    throw new Error(
      `Port ${port}, which ${titles[name] ?? name} needs, is taken by another program: stop that program, or move the park with PARK_PORT_BASE=${otherBase(env)} npm start.`,
    );
  }
}

function otherBase(env: NodeJS.ProcessEnv): number {
  return Number(env['PARK_PORT_BASE'] || defaultBase) + 1000;
}
