/** Headers that keep an answer from being taken for something else, stored where others read it, or shown inside another site. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ParkRequest } from './request.ts';

export function guardAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    usual(reply, 'x-content-type-options', 'nosniff');
    usual(reply, 'content-security-policy', "frame-ancestors 'none'");
    // A GET has an ETag: a browser may keep it, and asks each time whether it still holds.
    const isKept = request.method === 'GET' && !(request as ParkRequest).isAudited;
    usual(reply, 'cache-control', isKept ? 'private, no-cache' : 'no-store');
    done(null, payload);
  });
}

function usual(reply: FastifyReply, name: string, value: string): void {
  if (!reply.hasHeader(name)) void reply.header(name, value);
}
