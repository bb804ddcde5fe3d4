/** The issuer as a running server. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Admission } from './admission.ts';
import { answerHeaders } from './answer-headers.ts';
import { readClients } from './clients-file.ts';
import { fontRoutes } from './fonts.ts';
import { serveMetrics, tokenRequests } from './metrics.ts';
import { ownName } from './own-name.ts';
import { makeProvider } from './provider.ts';
import type { Settings } from './settings.ts';
import { signInRoutes } from './sign-in.ts';
import { keptKeys } from './signing-keys.ts';
import { Store } from './store.ts';

/** A request, body included, must have arrived within a minute; Node looks for late ones at intervals. */
const arrival = { requestTimeout: 60_000, headersTimeout: 60_000, connectionsCheckingInterval: 5_000 };

export async function startIssuer(settings: Settings, log = logLine): Promise<{ stop(): Promise<void> }> {
  const clients = readClients(settings.clientsFile);
  const keys = await keptKeys(settings.stateDir);
  const store = new Store(settings.stateDir);
  const provider = makeProvider(settings, clients, keys, store);
  const isSecure = settings.issuerUrl.startsWith('https:');
  provider.use(answerHeaders(isSecure));
  provider.use(fontRoutes());
  provider.use(signInRoutes(provider, clients.users, log));
  provider.on('server_error', (ctx, error) => log('error', { path: ctx.path, error: error.message }));
  provider.on('grant.success', ({ ip, oidc: { client, account, params } }) => {
    tokenRequests.inc({ outcome: 'granted' });
    log('info', {
      event: 'token_granted',
      client: client?.clientId,
      account: account?.accountId,
      grant: params?.['grant_type'],
      address: ip,
    });
  });
  provider.on('grant.error', (ctx, error) => {
    tokenRequests.inc({ outcome: 'refused' });
    const reason = error.error_description ?? error.message;
    log('warn', { event: 'token_refused', path: ctx.path, client: ctx.oidc.client?.clientId, error: reason, address: ctx.ip });
  });
  provider.on('end_session.success', ({ ip, oidc: { session } }) =>
    log('info', { event: 'signed_out', account: session?.accountId, address: ip }),
  );

  const measured = settings.metricsPort === undefined ? null : await serveMetrics(settings.metricsPort, settings.host);
  const bearOwnName = ownName(settings.issuerUrl);
  const admission = new Admission(isSecure);
  const answer = provider.callback();
  const server = createServer(arrival, (request, response) => {
    const { headers, socket } = request;
    if (!admission.admits(headers, socket.remoteAddress ?? '', Date.now()))
      return response.writeHead(429, { 'retry-after': '60', connection: 'close' }).end();
    bearOwnName(request);
    void answer(request, response);
  }).listen(settings.port, settings.host);
  await once(server, 'listening');
  log('info', { listening: settings.issuerUrl });
  return {
    stop: async () => {
      measured?.close();
      server.close();
      server.closeAllConnections();
      store.flush();
    },
  };
}

function logLine(level: string, fields: Record<string, unknown>): void {
  console.log(JSON.stringify({ level, time: new Date().toISOString(), service: 'issuer', ...fields }));
}
