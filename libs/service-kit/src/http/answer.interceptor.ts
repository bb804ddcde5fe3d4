/** The headers that follow from an answer: ETag from its version, Link from its next page, Idempotent-Replayed. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ReadyJson } from './ready-json.ts';
import type { ParkRequest } from './request.ts';

/** Fastify's hooks in place of an interceptor of Nest: with one, each answer of every route is an Observable. */
export function describeAnswers(fastify: FastifyInstance): void {
  fastify.addHook<unknown>('preSerialization', (request, reply, answer, done) => {
    if (reply.statusCode < 400) describe(request.url, reply, answer as Described);
    done(null, answer);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if ((request as ParkRequest).replayed) void reply.header('idempotent-replayed', 'true');
    done(null, payload);
  });
  fastify.setReplySerializer((answer) => (answer instanceof ReadyJson ? (answer.json as string) : JSON.stringify(answer)));
}

interface Described {
  etag?: unknown;
  version?: unknown;
  next?: unknown;
}

function describe(url: string, reply: FastifyReply, answer: Described): void {
  const { version, next } = answer;
  if (answer instanceof ReadyJson && answer.etag !== undefined) void reply.header('etag', answer.etag);
  else if (typeof version === 'number') void reply.header('etag', `"${version}"`);
  if (typeof next === 'string') linkNext(url, reply, { cursor: next });
}

/** The same address with other parameters is the next page. */
export function linkNext(url: string, reply: FastifyReply, changed: Record<string, string>): void {
  const [path, query] = url.split('?');
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changed)) parameters.set(name, value);
  void reply.header('link', `<${path}?${parameters.toString()}>; rel="next"`);
}
