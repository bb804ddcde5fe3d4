/**
 * Admission of a request before its body is read: it is counted by its address, its token is verified, and it is counted by its
 * caller. Refused requests have cost no more than their header.
 */
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireBounded } from './body-shape.ts';
import { fileTypes } from '../imports/imports.controller.ts';
import { Issuer } from './issuer.client.ts';
import { limits } from './limits.ts';
import { callerKey, type ParkRequest } from './request.ts';
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

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

const aMinute = 60_000;

export async function admitRequests(app: NestFastifyApplication, settings: CommonSettings): Promise<void> {
  await app.register(rateLimit as never, { global: false, cache: limits.countedAtOnce } as never);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const issuer = new Issuer(settings);
  app.get(Readiness).watch('issuer', issuer);
  const byAddress = fastify.createRateLimit({ max: settings.RATE_LIMIT_PER_ADDRESS, timeWindow: aMinute });
  const byCaller = fastify.createRateLimit({
    max: settings.RATE_LIMIT_PER_MINUTE,
    timeWindow: aMinute,
    keyGenerator: (request) => callerKey(request as ParkRequest),
  });

  fastify.addHook('onRequest', async (request, reply) => {
    if (isProbe(request.url)) return;
    await count(byAddress, request, reply);
    const { authorization } = request.headers;
    // Without a body it may be a public route; the AuthGuard knows.
    if (authorization === undefined && !hasBody(request)) return;
    Object.assign(request, issuer.known(authorization) ?? (await issuer.verify(authorization)));
    await count(byCaller, request, reply);
    requireFilePlace(request);
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

/** Files may be larger than JSON, so they are read only where one is expected. */
function requireFilePlace({ headers, routeOptions }: FastifyRequest): void {
  if (headers['content-type'] === undefined) return;
  const type = headers['content-type'].split(';')[0]!.trim().toLowerCase();
  if (fileTypes.includes(type) && routeOptions.url !== '/imports') throw new Refused(415, `Send JSON; ${type} is for POST /imports.`);
}

/** Throws 429 with Retry-After where the limit is passed. */
async function count(limiter: Limiter, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const counted = await limiter(request);
  if (counted.isAllowed) return;
  const { max, remaining, ttlInSeconds, isExceeded } = counted;
  void reply.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': ttlInSeconds });
  if (!isExceeded) return;
  void reply.header('retry-after', ttlInSeconds);
  throw new Refused(429, `More than ${max} requests in a minute; go on in ${ttlInSeconds} s.`);
}
