/** Headers that keep an answer from being taken for something else, stored where others read it, or shown inside another site. */
import type { FastifyInstance } from 'fastify';

export function guardAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const usual = {
      'x-content-type-options': 'nosniff',
      'content-security-policy': "frame-ancestors 'none'",
      // A GET has an ETag: a browser may keep it, and asks each time whether it still holds.
      'cache-control': request.method === 'GET' ? 'private, no-cache' : 'no-store',
    };
    for (const [name, value] of Object.entries(usual)) if (!reply.hasHeader(name)) void reply.header(name, value);
    return payload;
  });
}
