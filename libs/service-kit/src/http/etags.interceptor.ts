/** Every answer to a GET has an ETag: the row's version, or else a hash of the body. If If-None-Match holds that tag, the answer is 304. */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export function tagAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || !(typeof payload === 'string' || payload instanceof Buffer))
      return done(null, payload);
    let tag = reply.getHeader('etag');
    if (tag === undefined) void reply.header('etag', (tag = hashTag(payload)));
    if (!isKnown(request.headers['if-none-match'], String(tag))) return done(null, payload);
    void reply.code(304).removeHeader('content-length');
    done(null, null);
  });
}

export function hashTag(body: string | Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** A proxy that compresses marks the tag as weak; it stands for the same answer. */
function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  return ifNoneMatch !== undefined && ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}
