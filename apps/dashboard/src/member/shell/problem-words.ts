/** The refusals that a member meets, in its own language; for the others the problem document speaks. */
import type { Problem } from '@park/contracts';
import { Refused } from '../../api/park-api.client.ts';
import type { TextKey } from '../../texts/zh.ts';

const words: Record<string, TextKey> = {
  membership_not_active: 'feedClosedLead',
  members_only: 'feedMembersOnlyLead',
  filter_matches_nothing: 'feedMatchesNothing',
  start_at_missing: 'feedStartMissing',
  start_at_in_future: 'feedStartInFuture',
  too_many_subscriptions: 'feedTooManySubscriptions',
  too_many_endpoints: 'feedTooManyEndpoints',
  handshake_refused: 'feedHandshakeRefused',
};

/** The problem document of an answer of 4xx or 5xx. */
export function problemOf(error: unknown): Partial<Problem> | null {
  return error instanceof Refused ? error.problem : null;
}

export function wordFor(error: unknown): TextKey | null {
  if (!(error instanceof Refused)) return null;
  if (error.status === 412) return 'feedStale';
  return words[error.problem.code ?? ''] ?? null;
}
