/**
 * The end of an instance that was told to stop. For `drainMs` it answers as ever, and each answer closes its connection, so that the
 * next request goes to another instance; then the requests under way are waited for; then every connection is closed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { limits } from './limits.ts';

export function drainBeforeClose(fastify: FastifyInstance, drainMs: number): void {
  let underWay = 0;
  let noneLeft = (): void => undefined;
  fastify.addHook('onRequest', (_request, reply, done) => {
    underWay++;
    reply.raw.once('close', () => --underWay === 0 && noneLeft());
    done();
  });
  fastify.addHook('preClose', async () => {
    await pause(drainMs);
    if (underWay === 0) return;
    const late = new AbortController();
    const all = new Promise<void>((resolve) => (noneLeft = resolve));
    await Promise.race([all, pause(limits.lastAnswersMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  });
}
