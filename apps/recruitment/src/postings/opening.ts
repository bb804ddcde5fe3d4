/** The openings 名额 of a posting: one for each head. An accepted offer fills the lowest one that is open. */
import { occurred, recruitment, unchanged, type Decision } from '@park/contracts';
import { move, Refusal, type LocalDate } from '@park/kernel';
import { isLive, noOpening, openingsOf, postingHead, postingMachine, type CloseReason, type Posting } from './posting.ts';

export type OpeningState = 'open' | 'filled' | 'closed';
export type VacatedGround = (typeof recruitment.vacatedGrounds)[number];

export interface Opening {
  posting_id: string;
  /** From 1; never given twice. */
  number: number;
  state: OpeningState;
  opened_on: LocalDate;
  /** All three or none. */
  filled_on: LocalDate | null;
  offer_id: string | null;
  application_id: string | null;
}

/** With the openings that it changed or added. */
export interface OpeningsDecision extends Decision<Posting> {
  openings: Opening[];
}

const empty = { filled_on: null, offer_id: null, application_id: null };

/** The openings of the first publication. */
export function opened({ id, headcount }: Posting, on: LocalDate): Opening[] {
  return numbered(id, 1, headcount, on);
}

/**
 * Openings are closed from the highest number down, and new ones added after the last. One that keeps only those that are filled is
 * closed as filled. No event where the headcount is the same. Throws `conflict below_filled`.
 */
export function changeHeadcount(posting: Posting, openings: readonly Opening[], headcount: number, today: LocalDate): OpeningsDecision {
  move(postingMachine, posting.state, 'change_headcount');
  const { headcount: old, filled } = posting;
  if (headcount === old) return { ...unchanged(posting), openings: [] };
  if (headcount < filled) {
    const detail = `headcount must not be less than the ${filled} openings that are filled.`;
    throw new Refusal('conflict', 'below_filled', detail, { errors: [{ pointer: '/headcount', detail }], extra: { filled } });
  }
  const next: Posting = { ...posting, headcount };
  const changed =
    posting.published_on === null ? [] : headcount > old ? added(openings, headcount - old, today) : shut(openings, old - headcount);
  const data = { ...postingHead(next, posting.state), old, new: headcount, ...openingsOf(next) };
  const decision = { next, events: [occurred(recruitment.PostingHeadcountChangedV1, today, data)], openings: changed };
  return headcount === filled ? closedAfter(decision, openings, 'filled', today) : decision;
}

export interface Fill {
  application_id: string;
  offer_id: string;
  on: LocalDate;
}

/**
 * The last day to apply ends nobody's offer: one that was made before still fills an opening of a posting that has expired.
 * The last opening closes the posting. Throws `conflict no_opening`, `conflict before_publication`.
 */
export function fill(posting: Posting, openings: readonly Opening[], { application_id, offer_id, on }: Fill): OpeningsDecision {
  move(postingMachine, posting.state, 'fill');
  const wanted: OpeningState = posting.close_reason === 'expired' ? 'closed' : 'open';
  const opening = openings.find(({ state }) => state === wanted);
  if (!opening || posting.filled >= posting.headcount) throw noOpening();
  if (posting.published_on! > on)
    throw new Refusal(
      'conflict',
      'before_publication',
      `The posting was published on ${posting.published_on}, after the offer was accepted.`,
    );
  const next: Posting = { ...posting, filled: posting.filled + 1 };
  const taken: Opening = { ...opening, state: 'filled', filled_on: on, offer_id, application_id };
  const data = {
    ...postingHead(next, posting.state),
    opening: opening.number,
    application_id,
    offer_id,
    published_on: opening.opened_on < on ? opening.opened_on : on,
    filled_on: on,
    ...openingsOf(next),
  };
  const decision = { next, events: [occurred(recruitment.PostingOpeningFilledV1, on, data)], openings: [taken] };
  return isLive(next) && next.filled === next.headcount ? closedAfter(decision, openings, 'filled', on) : decision;
}

export interface Vacation {
  ground: VacatedGround;
  on: LocalDate;
  today: LocalDate;
  /** The employer has left the park: nothing of it opens again (flow F2). */
  employerLeft: boolean;
}

/** A posting that was closed as filled opens again while its last day has not passed. */
export function vacate(posting: Posting, opening: Opening, { ground, on, today, employerLeft }: Vacation): OpeningsDecision {
  move(postingMachine, posting.state, 'vacate');
  const reopens = posting.state === 'closed' && posting.close_reason === 'filled' && posting.closes_on > today && !employerLeft;
  const vacated: Posting = { ...posting, filled: posting.filled - 1 };
  const state = isLive(posting) || reopens ? 'open' : 'closed';
  const data = { ...postingHead(vacated, posting.state), opening: opening.number, ground, vacated_on: on, ...openingsOf(vacated) };
  const events = [occurred(recruitment.PostingOpeningVacatedV1, on, data)];
  const openings = [{ ...opening, ...empty, state, opened_on: on } satisfies Opening];
  if (!reopens) return { next: vacated, events, openings };
  const next = reopened(vacated);
  return {
    next,
    events: [...events, occurred(recruitment.PostingReopenedV1, on, { ...postingHead(next, posting.state), ...openingsOf(next) })],
    openings,
  };
}

/** Published again, unless it was being revised when it was filled. */
function reopened(posting: Posting): Posting {
  const state = move(postingMachine, posting.state, 'reopen');
  const isApproved = posting.approved_version === posting.content_version;
  return { ...posting, state: isApproved ? state : 'draft', close_reason: null, closed_on: null };
}

export interface Closing {
  reason: CloseReason;
  note: string | null;
  on: LocalDate;
}

/** Every opening that is open is closed with it. */
export function close(posting: Posting, openings: readonly Opening[], { reason, note, on }: Closing): OpeningsDecision {
  const state = move(postingMachine, posting.state, 'close');
  const next: Posting = { ...posting, state, rejection_reason: null, close_reason: reason, closed_on: on };
  const data = { ...postingHead(next, posting.state), reason, note, ...openingsOf(next) };
  const open = openings.filter((opening) => opening.state === 'open');
  return {
    next,
    events: [occurred(recruitment.PostingClosedV1, on, data)],
    openings: open.map((opening) => ({ ...opening, state: 'closed' })),
  };
}

/** It dates from the last day to apply, however late the job runs. Throws `conflict not_over`. */
export function expire(posting: Posting, openings: readonly Opening[], today: LocalDate): OpeningsDecision {
  move(postingMachine, posting.state, 'close');
  if (posting.closes_on > today) throw new Refusal('conflict', 'not_over', 'closes_on has not passed.');
  return close(posting, openings, { reason: 'expired', note: null, on: posting.closes_on });
}

/** Of those before, with what `first` changed. */
function closedAfter(first: OpeningsDecision, before: readonly Opening[], reason: CloseReason, on: LocalDate): OpeningsDecision {
  const openings = merged(before, first.openings);
  const then = close(first.next, openings, { reason, note: null, on });
  return { next: then.next, events: [...first.events, ...then.events], openings: merged(first.openings, then.openings) };
}

/** In the order of their numbers. */
export function merged(openings: readonly Opening[], changed: readonly Opening[]): Opening[] {
  const byNumber = new Map([...openings, ...changed].map((opening) => [opening.number, opening]));
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

function added(openings: readonly Opening[], more: number, on: LocalDate): Opening[] {
  const { posting_id, number } = openings.at(-1)!;
  return numbered(posting_id, number + 1, more, on);
}

function shut(openings: readonly Opening[], fewer: number): Opening[] {
  const open = openings.filter(({ state }) => state === 'open');
  return open.slice(open.length - fewer).map((opening) => ({ ...opening, state: 'closed' }));
}

function numbered(posting_id: string, first: number, count: number, opened_on: LocalDate): Opening[] {
  return Array.from({ length: count }, (_, i) => ({ posting_id, number: first + i, state: 'open' as const, opened_on, ...empty }));
}
