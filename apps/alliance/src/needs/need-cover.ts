/** The state of a need 需求 follows from its claims: covered, open again, under way, delivered, or over. */
import { alliance, followedBy, occurred, unchanged, type Decision } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { deliver, expire, headOf, isCovered, match, start, unmatch, type Need } from './need.ts';

/** By which the counters of a need move. */
export interface CoverMove {
  claimed: number;
  fulfilled: number;
  live_claims: number;
}

/** No event where nothing moves. The table refuses more than is needed. */
export function count(need: Need, move: CoverMove, today: LocalDate): Decision<Need> {
  if (move.claimed === 0 && move.fulfilled === 0 && move.live_claims === 0) return unchanged(need);
  const next: Need = {
    ...need,
    claimed: need.claimed + move.claimed,
    fulfilled: need.fulfilled + move.fulfilled,
    live_claims: need.live_claims + move.live_claims,
  };
  const { claimed, quantity, fulfilled, live_claims } = next;
  const data = { ...headOf(next, need.state), claimed, quantity, fulfilled, live_claims };
  return { next, events: [occurred(alliance.NeedClaimsChangedV1, today, data)] };
}

/** A claim was accepted or fulfilled, which the counters of the need show already. */
export function gained(need: Need, today: LocalDate): Decision<Need> {
  return followedBy(
    unchanged(need),
    (row) => (row.state === 'published' && isCovered(row) ? match(row, today) : unchanged(row)),
    (row) => (row.state === 'matched' && row.fulfilled > 0 ? start(row, today) : unchanged(row)),
    (row) => deliveredInFull(row, today),
  );
}

/**
 * An accepted claim fell out. While there is time the need is open again; afterwards it goes on with what is left, and is over where
 * nothing is.
 */
export function lost(need: Need, today: LocalDate): Decision<Need> {
  if (need.state !== 'matched' && need.state !== 'in_progress') return unchanged(need);
  if (need.needed_by > today) return isCovered(need) ? unchanged(need) : unmatch(need, today);
  if (need.claimed === 0) return expire(need, today);
  return need.state === 'matched' ? unchanged(need) : deliveredInFull(need, today);
}

/**
 * `needed_by` has passed. A published need of which nothing is accepted expires; one that is covered in part takes no more claims, and
 * goes on with the part that was accepted. No event before that day.
 */
export function lapse(need: Need, today: LocalDate): Decision<Need> {
  if (need.state !== 'published' || need.needed_by > today) return unchanged(need);
  if (need.claimed === 0) return expire(need, today);
  return followedBy(start(need, today), (row) => deliveredInFull(row, today));
}

function deliveredInFull(need: Need, today: LocalDate): Decision<Need> {
  const isDone = need.state === 'in_progress' && need.claimed > 0 && need.fulfilled === need.claimed;
  return isDone ? deliver(need, today) : unchanged(need);
}
