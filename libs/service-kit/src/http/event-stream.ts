/** The head of an answer of server-sent events. It is written past Fastify, so that it has what other answers are given there. */
export const eventStreamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // Of nginx: what it holds back until a buffer is full comes too late.
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
} as const;
