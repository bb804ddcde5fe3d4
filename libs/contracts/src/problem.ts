/** How a service says no: the problem document, and the HTTP status of each kind of refusal. */
import type { RefusalKind } from '@park/kernel';
import { z } from 'zod';

/** The problem document (RFC 9457) of every 4xx and 5xx answer. */
export const problem = z.object({
  type: z.url(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().describe('Stable; branch on this'),
  traceId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;

export const refusalStatuses: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  forbidden: 403,
  stale: 412,
  'precondition-required': 428,
  unavailable: 503,
};
