/** The request with the members that the kit adds before a controller sees it. */
import type { Actor } from '@park/kernel';
import type { FastifyRequest } from 'fastify';

export interface Caller extends Actor {
  scopes: ReadonlySet<string>;
}

export type ParkRequest = FastifyRequest & {
  /** From the token. Absent where a public route was asked without one; no other route is reached then. */
  caller: Caller;
  /** When the caller's token expires: an answer that goes on ends then. */
  authorizedUntil: Date;
  /** Set when the answer is one that the audit trail has an entry of. */
  isAudited?: boolean;
  /** Set when the answer is a remembered one. */
  replayed?: boolean;
};

/** A subject is unique within its issuer; the organisation says which of its members' data is asked for. */
export function callerKey({ caller }: ParkRequest): string {
  return `${caller.organisation} ${caller.id}`;
}
