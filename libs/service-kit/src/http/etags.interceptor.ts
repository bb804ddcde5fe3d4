/** Every answer to a GET has an ETag: the row's version, or else a hash of the body. If If-None-Match holds that tag, the answer is 304. */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export function tagAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || !(typeof payload === 'string' || payload instanceof Buffer)) return payload;
    const tag = reply.getHeader('etag') ?? `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`;
    void reply.header('etag', tag);
    if (!isKnown(request.headers['if-none-match'], String(tag))) return payload;
    void reply.code(304).removeHeader('content-length');
    return null;
  });
}

/** A proxy that compresses marks the tag as weak; it stands for the same answer. */
function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}
