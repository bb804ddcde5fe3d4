/**
 * Admission of a request before its body is read: it is counted by its address, its token is verified, and it is counted by its
 * caller. Refused requests have cost no more than their header.
 */
import type { Actor } from '@park/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireBounded } from './body-shape.ts';
import { fileTypes } from '../imports/imports.controller.ts';
import { Issuer, type Verified } from './issuer.client.ts';
import { limits } from './limits.ts';
import { networkOf, RequestCounts, type Counted } from './request-counts.ts';
import { Readiness } from '../service/readiness.service.ts';
import type { CommonSettings } from '../service/settings.config.ts';

/** Fastify's errors carry the status that they stand for. */
class Refused extends Error {
  constructor(
    readonly statusCode: 415 | 429,
    message: string,
  ) {
    super(message);
  }
}

export function admitRequests(app: NestFastifyApplication, settings: CommonSettings): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const issuer = new Issuer(settings);
  app.get(Readiness).watch('issuer', issuer);
  const byAddress = new RequestCounts(settings.RATE_LIMIT_PER_ADDRESS, limits.countedAtOnce);
  const byCaller = new RequestCounts(settings.RATE_LIMIT_PER_MINUTE, limits.countedAtOnce);

  const admit = (request: FastifyRequest, reply: FastifyReply, { caller, authorizedUntil }: Verified): Refused | undefined => {
    Object.assign(request, { caller, authorizedUntil });
    return refusalByCount(byCaller, byCaller.count(callerKey(caller), Date.now()), reply) ?? refusalOfFile(request);
  };
  // Hooks with a callback: one that is a promise costs each request a turn of the microtask queue, which is most of what admission does.
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isProbe(request.url)) return done();
    const counted = byAddress.count(networkOf(request.ip), Date.now());
    const { authorization } = request.headers;
    // Without a body it may be a public route; the AuthGuard knows.
    const isAnonymous = authorization === undefined && !hasBody(request);
    if (isAnonymous || counted.isExceeded) return done(refusalByCount(byAddress, counted, reply));
    const known = issuer.known(authorization);
    if (known) return done(admit(request, reply, known));
    issuer.verify(authorization).then((verified) => done(admit(request, reply, verified)), done);
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (request.body !== undefined && !Buffer.isBuffer(request.body)) requireBounded(request.body);
    done();
  });
}

/** Orchestrators ask often, and must not take a flood for a failure. */
function isProbe(url: string): boolean {
  return url.startsWith('/health/');
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** A subject is unique within its issuer; the organisation tells which of its members' data is asked for. */
function callerKey({ organisation, id }: Actor): string {
  return `${organisation} ${id}`;
}

/** Files may be larger than JSON, so they are read only where one is expected. */
function refusalOfFile({ headers, routeOptions }: FastifyRequest): Refused | undefined {
  if (headers['content-type'] === undefined) return undefined;
  const type = headers['content-type'].split(';')[0]!.trim().toLowerCase();
  if (!fileTypes.includes(type) || routeOptions.url === '/imports') return undefined;
  return new Refused(415, `Send JSON; ${type} is for POST /imports.`);
}

/** 429 with Retry-After where the limit is passed. */
function refusalByCount(
  { max }: RequestCounts,
  { remaining, resetSeconds, isExceeded }: Counted,
  reply: FastifyReply,
): Refused | undefined {
  void reply.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': resetSeconds });
  if (!isExceeded) return undefined;
  void reply.header('retry-after', resetSeconds);
  return new Refused(429, `More than ${max} requests in a minute; go on in ${resetSeconds} s.`);
}
