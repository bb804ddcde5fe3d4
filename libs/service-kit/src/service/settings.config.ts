/** The settings of a service: declared once, typed, read once from the environment. A failure names variables, never values. */
import { z } from 'zod';

export const commonSettings = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535),
  PUBLIC_URL: z.url(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  KAFKA_BROKERS: z
    .string()
    .min(1)
    .transform((list) => list.split(',')),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  OIDC_ISSUER: z.url(),
  /** Where this service itself reaches the issuer, if not under the name that tokens and browsers know. */
  OIDC_INTERNAL_URL: z.url().optional(),
  OIDC_AUDIENCE: z.string().min(1),
  PARK_CODE: z.string().regex(/^[a-z0-9-]+$/),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(6_000),
};

export type CommonSettings = z.infer<z.ZodObject<typeof commonSettings>>;

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
