/** The cause of a change: actor, time, request. It goes into every event of the change. */
import { Refusal } from './refusal.ts';

export interface Actor {
  /** Client or user id of the token; the job's name for the system itself. */
  id: string;
  type: 'user' | 'api_key' | 'system' | 'member_org';
  /** `park` for the operator, otherwise the USCC of the organisation whose data the caller may see. */
  organisation: string;
}

/** The park's own people and systems see all; everybody else sees what is their organisation's. */
export function isOperator({ organisation }: Actor): boolean {
  return organisation === parkOrganisation;
}

/** Throws `forbidden operator_only` for a member organisation. */
export function requireOperator(actor: Actor): void {
  if (!isOperator(actor)) throw new Refusal('forbidden', 'operator_only', 'Only the park’s own staff and systems may do this.');
}

export interface Cause {
  actor: Actor;
  now: Date;
  requestId: string;
  /** The event id that led to this, where one did. */
  causationId: string | null;
  correlationId: string;
  /** Network address of the caller; kept in the audit trail, never published. */
  address: string | null;
  traceparent: string | null;
}

export const parkOrganisation = 'park';
