/** The settings of a service: declared once, typed, read once from the environment. A failure names variables, never values. */
import { isIP } from 'node:net';
import { z } from 'zod';

export const commonSettings = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535),
  /** Port of the measurements, at HOST; without it they are not served. Not the API's, so that a network can keep the two apart. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  PUBLIC_URL: z.url(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  KAFKA_BROKERS: z
    .string()
    .min(1)
    .transform((list) => list.split(',')),
  /** Consumer group of a listener; two parks on one Kafka must not share it. Without it, it follows from the park's code. */
  KAFKA_GROUP: z.string().min(1).optional(),
  /** For a listener: where the services are that it listens to, `tenants=http://…,housing=http://…`, to read what Kafka has deleted. */
  PUBLISHER_URLS: z
    .string()
    .transform((list) => Object.fromEntries(list.split(',').map((pair) => pair.split('=', 2) as [string, string])))
    .pipe(z.record(z.string(), z.url()))
    .optional(),
  /** The client as which it asks them; it needs the scope `park:events:read`. */
  EVENTS_CLIENT_ID: z.string().min(1).optional(),
  EVENTS_CLIENT_SECRET: z.string().min(1).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  OIDC_ISSUER: z.url(),
  /** The issuer’s address from this service, if it differs from the one in tokens and browsers. */
  OIDC_INTERNAL_URL: z.url().optional(),
  OIDC_AUDIENCE: z.string().min(1),
  PARK_CODE: z.string().regex(/^[a-z0-9-]+$/),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Requests a minute of one caller: a subject of the issuer, for one organisation. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(6_000),
  /** Requests a minute from one network address, with or without a token, to any path. Several callers may share an address. */
  RATE_LIMIT_PER_ADDRESS: z.coerce.number().int().min(1).default(30_000),
  /** Addresses or CIDR ranges, separated by commas, of the proxies in front: the client's address is the one that they put into X-Forwarded-For. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((part) => part.trim() || []))
    .refine((list) => list.every(isAddressRange)),
  /** Seconds within which a request must have arrived, body included; a file of 5 MB takes 40 s at 1 Mbit/s. */
  REQUEST_TIMEOUT_S: z.coerce.number().int().min(1).max(3_600).default(60),
  /** Seconds for which an instance that was told to stop goes on answering: until what stands in front sends it no more requests. */
  DRAIN_S: z.coerce.number().int().min(0).max(300).default(0),
};

/** The settings of `node main.js migrate`. */
export const migrationSettings = { DATABASE_URL: commonSettings.DATABASE_URL, LOG_LEVEL: commonSettings.LOG_LEVEL };

function isAddressRange(text: string): boolean {
  const [address = '', bits = '0', ...rest] = text.split('/');
  return isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128) && rest.length === 0;
}

export type CommonSettings = z.infer<z.ZodObject<typeof commonSettings>>;

export function consumerGroupOf(service: string, { KAFKA_GROUP, PARK_CODE }: CommonSettings): string {
  return KAFKA_GROUP ?? `${PARK_CODE}.${service}`;
}

/** Throws one error that names every missing or malformed variable. */
export function readSettings<Shape extends z.ZodRawShape>(shape: Shape, environment: NodeJS.ProcessEnv): z.infer<z.ZodObject<Shape>> {
  const result = z.object(shape).safeParse(environment);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
  const missing = names.filter((name) => !environment[name]);
  const malformed = names.filter((name) => environment[name]);
  const parts = [missing.length > 0 && `missing: ${missing.join(', ')}`, malformed.length > 0 && `malformed: ${malformed.join(', ')}`];
  throw new Error(`The settings are incomplete — ${parts.filter(Boolean).join('; ')}.`);
}
