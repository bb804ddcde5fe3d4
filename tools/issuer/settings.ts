/** The issuer's settings, from its environment. */
export interface Settings {
  issuerUrl: string;
  port: number;
  host: string;
  /** Without it nothing is measured. */
  metricsPort?: number | undefined;
  audience: string;
  clientsFile: string;
  stateDir: string;
}

const required = ['ISSUER_URL', 'PORT', 'AUDIENCE', 'CLIENTS_FILE', 'STATE_DIR'] as const;

export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const missing = required.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`The issuer needs these environment variables: ${missing.join(', ')}.`);
  const value = (name: (typeof required)[number]): string => env[name] as string;
  return {
    issuerUrl: value('ISSUER_URL').replace(/\/$/, ''),
    port: Number(value('PORT')),
    host: env['HOST'] || '127.0.0.1',
    metricsPort: env['METRICS_PORT'] ? Number(env['METRICS_PORT']) : undefined,
    audience: value('AUDIENCE'),
    clientsFile: value('CLIENTS_FILE'),
    stateDir: value('STATE_DIR'),
  };
}
