/** How often the issuer let somebody in or refused, for Prometheus, on a port of its own. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Counter, register } from 'prom-client';

export const signIns = new Counter({
  name: 'issuer_sign_ins_total',
  help: 'Passwords that were right or wrong, and attempts that were refused because there were too many',
  labelNames: ['outcome'],
});

export const tokenRequests = new Counter({
  name: 'issuer_token_requests_total',
  help: 'Requests for a token, by whether one was given',
  labelNames: ['outcome'],
});

export async function serveMetrics(port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end();
    void register.metrics().then((text) => response.writeHead(200, { 'content-type': register.contentType }).end(text));
  });
  await once(server.listen(port, host), 'listening');
  return server;
}
