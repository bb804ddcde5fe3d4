/** The issuer as a running server. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readClients } from './clients-file.ts';
import { fontRoutes } from './fonts.ts';
import { makeProvider } from './provider.ts';
import type { Settings } from './settings.ts';
import { signInRoutes } from './sign-in.ts';
import { keptKeys } from './signing-keys.ts';
import { Store } from './store.ts';

export async function startIssuer(settings: Settings, log = logLine): Promise<{ stop(): Promise<void> }> {
  const clients = readClients(settings.clientsFile);
  const keys = await keptKeys(settings.stateDir);
  const store = new Store(settings.stateDir);
  const provider = makeProvider(settings, clients, keys, store);
  provider.use(fontRoutes());
  provider.use(signInRoutes(provider, clients.users));
  provider.on('server_error', (ctx, error) => log('error', { path: ctx.path, error: error.message }));
  provider.on('grant.error', (ctx, error) =>
    log('warn', { path: ctx.path, client: ctx.oidc.client?.clientId, error: error.error_description ?? error.message }),
  );

  const server = createServer(provider.callback()).listen(settings.port, settings.host);
  await once(server, 'listening');
  log('info', { listening: settings.issuerUrl });
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
      store.flush();
    },
  };
}

function logLine(level: string, fields: Record<string, unknown>): void {
  console.log(JSON.stringify({ level, time: new Date().toISOString(), service: 'issuer', ...fields }));
}
