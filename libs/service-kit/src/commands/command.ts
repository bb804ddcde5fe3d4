/** A unit of work: the open transaction, who asks, when, and which version they have seen. */
import { Refusal, type Cause } from '@park/kernel';
import type { EntityManager } from 'typeorm';

export interface Command extends Cause {
  tx: EntityManager;
  /** From If-Match; null where the caller did not say. */
  expectedVersion: number | null;
  newId(): string;
}

/** For changes that overwrite: throws `precondition-required` when the caller does not say with If-Match which version they have seen. */
export function requireIfMatch(command: Command): Command {
  if (command.expectedVersion !== null) return command;
  throw new Refusal('precondition-required', 'if_match_required', 'If-Match is required: the ETag of the version that you have read.');
}

/** Throws `stale version_mismatch` when it is not the version that the caller has seen. */
export function requireVersion({ expectedVersion }: Command, { version }: { version: number }): void {
  if (expectedVersion === null || expectedVersion === version) return;
  throw new Refusal('stale', 'version_mismatch', `The record is at version ${version}; read it again.`, { extra: { version } });
}
