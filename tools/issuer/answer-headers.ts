/** Headers of every answer of the issuer: it is of the type that it names, stands in no frame, loads nothing, and names nobody to others. */
import type { Middleware } from 'koa';

export function answerHeaders(isSecure: boolean): Middleware {
  return async (ctx, next) => {
    ctx.set({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // The pages have one of their own (pages.ts).
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      ...(isSecure && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    });
    return next();
  };
}
