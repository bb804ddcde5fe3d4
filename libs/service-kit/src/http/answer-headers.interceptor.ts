/** Headers that keep an answer from being taken for something else, stored where others read it, or shown inside another site. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ParkRequest } from './request.ts';

/** Data loads nothing, whatever a browser takes it for. */
const ofData = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The documentation is a page; Swagger UI has its styles in the page. */
const ofDocumentation = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const aYear = 31_536_000;

/** An answer that has one of these headers of its own keeps it. */
export function guardAnswers(fastify: FastifyInstance, { PUBLIC_URL }: { PUBLIC_URL: string }): void {
  const always = Object.entries({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(PUBLIC_URL.startsWith('https:') && { 'strict-transport-security': `max-age=${aYear}; includeSubDomains` }),
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    for (const [name, value] of always) usual(reply, name, value);
    usual(reply, 'content-security-policy', request.url.startsWith('/docs') ? ofDocumentation : ofData);
    // A GET has an ETag: a browser may keep it, and asks each time whether it still holds.
    const isKept = request.method === 'GET' && !(request as ParkRequest).isAudited;
    usual(reply, 'cache-control', isKept ? 'private, no-cache' : 'no-store');
    done(null, payload);
  });
}

function usual(reply: FastifyReply, name: string, value: string): void {
  if (!reply.hasHeader(name)) void reply.header(name, value);
}
