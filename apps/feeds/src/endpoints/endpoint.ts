/** An endpoint 推送端点: an address of a member to which the entries of its log are sent as webhooks, and how it does. */
import { feeds, occurred, unchanged, type Decision } from '@park/contracts';
import {
  amended,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

export type EndpointState = (typeof feeds.endpointStates)[number];
export type DeliveryOrder = (typeof feeds.deliveryOrders)[number];
export type DisabledReason = (typeof feeds.disabledReasons)[number];
export type EndpointAction =
  'verify' | 'change' | 'rotate_secret' | 'degrade' | 'recover' | 'pause' | 'resume' | 'disable' | 'revoke' | 'send';

const live = ['pending_verification', 'active', 'degraded', 'paused', 'disabled'] as const;

export const endpointMachine: Machine<EndpointState, EndpointAction> = {
  verify: { from: ['pending_verification'], to: 'active' },
  /** Another address leads to pending_verification, see `changeContent`. */
  change: { from: live, to: 'same' },
  rotate_secret: { from: live, to: 'same' },
  degrade: { from: ['active'], to: 'degraded' },
  recover: { from: ['degraded'], to: 'active' },
  pause: { from: ['active', 'degraded'], to: 'paused' },
  /** To pending_verification where its present address was never verified. */
  resume: { from: ['paused', 'disabled'], to: 'active' },
  disable: { from: ['pending_verification', 'active', 'degraded', 'paused'], to: 'disabled' },
  revoke: { from: live, to: 'revoked' },
  /** A request of its member: a test, an entry again, a range again. */
  send: { from: ['active', 'degraded'], to: 'same' },
};

/** Not revoked ones of one member. */
export const mostEndpoints = 20;
/** Failures in a row, after which an endpoint is degraded. */
export const degradedAfter = 10;
/** Days without an acknowledgement, after which a failing endpoint is disabled. */
export const failingDays = 5;

export interface EndpointContent {
  /** Of the member’s own choice. */
  name: string;
  /** Canonical; checked by the address guard. */
  url: string;
  order: DeliveryOrder;
  /** Requests a minute that the member wants at most; null for any. */
  rate_per_minute: number | null;
  /** Requests at the same time. */
  concurrency: number;
}

export interface Endpoint extends Aggregate, EndpointContent {
  organisation_id: string;
  uscc: string;
  log_no: number;
  state: EndpointState;
  /** All entries of the log up to it were sent: acknowledged, or kept as a delivery. */
  position: number;
  /** Failed attempts in a row. */
  failures: number;
  failing_since: Date | null;
  last_acknowledged_at: Date | null;
  disabled_reason: DisabledReason | null;
  /** In words, where the park disabled it. */
  reason: string | null;
  old_secret_valid_until: Date | null;
  /** Requests a minute that the endpoint allowed in the handshake; null for any. */
  allowed_rate: number | null;
  /** Of the handshake with its present address. */
  verified_at: Date | null;
}

export function register(
  identity: NewIdentity,
  owner: Pick<Endpoint, 'organisation_id' | 'uscc' | 'log_no'>,
  content: EndpointContent,
  position: number,
): Decision<Endpoint> {
  const next: Endpoint = {
    ...rowOf(identity),
    ...owner,
    ...content,
    state: 'pending_verification',
    position,
    ...well,
    last_acknowledged_at: null,
    disabled_reason: null,
    reason: null,
    old_secret_valid_until: null,
    allowed_rate: null,
    verified_at: null,
  };
  return { next, events: [occurred(feeds.EndpointRegisteredV1, identity.today, { ...headOf(next, null), order: next.order })] };
}

const well = { failures: 0, failing_since: null };

/** Throws `conflict another_address` where the handshake was with an address that it no longer has. */
export function verify(
  endpoint: Endpoint,
  { url, allowed_rate }: Pick<Endpoint, 'url' | 'allowed_rate'>,
  now: Date,
  today: LocalDate,
): Decision<Endpoint> {
  const state = move(endpointMachine, endpoint.state, 'verify');
  if (url !== endpoint.url)
    throw new Refusal('conflict', 'another_address', 'The address was changed during the handshake; verify the endpoint again.');
  const next: Endpoint = { ...endpoint, state, allowed_rate, verified_at: now };
  return { next, events: [occurred(feeds.EndpointVerifiedV1, today, { ...headOf(next, endpoint.state), allowed_rate })] };
}

/** No event where nothing changes. Another address gets nothing before its own handshake. */
export function changeContent(endpoint: Endpoint, change: Partial<EndpointContent>, today: LocalDate): Decision<Endpoint> {
  const from = move(endpointMachine, endpoint.state, 'change');
  const content = amended(endpoint, change);
  if (content === endpoint) return unchanged(endpoint);
  const isOther = content.url !== endpoint.url;
  const next: Endpoint = isOther ? { ...content, state: from === 'disabled' ? from : 'pending_verification', ...unverified } : content;
  const data = { ...headOf(next, from), order: next.order, is_other_address: isOther };
  return { next, events: [occurred(feeds.EndpointChangedV1, today, data)] };
}

const unverified = { verified_at: null, allowed_rate: null, ...well };

export function rotateSecret(endpoint: Endpoint, oldValidUntil: Date, now: Date, today: LocalDate): Decision<Endpoint> {
  const state = move(endpointMachine, endpoint.state, 'rotate_secret');
  const next: Endpoint = { ...endpoint, old_secret_valid_until: oldValidUntil > now ? oldValidUntil : null };
  const data = { ...headOf(next, state), old_valid_until: oldValidUntil.toISOString() };
  return { next, events: [occurred(feeds.EndpointSecretRotatedV1, today, data)] };
}

export function pause(endpoint: Endpoint, today: LocalDate): Decision<Endpoint> {
  const next: Endpoint = { ...endpoint, state: move(endpointMachine, endpoint.state, 'pause') };
  return { next, events: [occurred(feeds.EndpointPausedV1, today, headOf(next, endpoint.state))] };
}

/**
 * Goes on where it stopped, or with what comes after `skipTo`. Throws `forbidden disabled_by_operator` for a member where the park
 * disabled it, `invalid position_passed`, `invalid position_in_future`.
 */
export function resume(
  endpoint: Endpoint,
  { skipTo, newest, isOperator }: { skipTo: number | null; newest: number; isOperator: boolean },
  today: LocalDate,
): Decision<Endpoint> {
  const state = move(endpointMachine, endpoint.state, 'resume');
  if (endpoint.disabled_reason === 'operator' && !isOperator)
    throw new Refusal('forbidden', 'disabled_by_operator', 'The park disabled the endpoint; only the park resumes it.');
  if (skipTo !== null && skipTo < endpoint.position)
    throw invalid('/skip_to', 'position_passed', `skip_to must not be earlier than ${endpoint.position}, the position of the endpoint.`);
  if (skipTo !== null && skipTo > newest)
    throw invalid('/skip_to', 'position_in_future', `skip_to must not be later than ${newest}, the newest position of the feed.`);
  const next: Endpoint = {
    ...endpoint,
    state: endpoint.verified_at === null ? 'pending_verification' : state,
    position: skipTo ?? endpoint.position,
    ...well,
    disabled_reason: null,
    reason: null,
  };
  return { next, events: [occurred(feeds.EndpointResumedV1, today, headOf(next, endpoint.state))] };
}

export function disable(
  endpoint: Endpoint,
  { disabled_reason, reason }: { disabled_reason: DisabledReason; reason: string | null },
  today: LocalDate,
): Decision<Endpoint> {
  const next: Endpoint = { ...endpoint, state: move(endpointMachine, endpoint.state, 'disable'), disabled_reason, reason };
  const failing_since = endpoint.failing_since?.toISOString() ?? null;
  const data = { ...headOf(next, endpoint.state), disabled_reason, reason, failing_since };
  return { next, events: [occurred(feeds.EndpointDisabledV1, today, data)] };
}

export function revoke(endpoint: Endpoint, today: LocalDate): Decision<Endpoint> {
  const next: Endpoint = { ...endpoint, state: move(endpointMachine, endpoint.state, 'revoke'), old_secret_valid_until: null };
  return { next, events: [occurred(feeds.EndpointRevokedV1, today, headOf(next, endpoint.state))] };
}

/** The attempts on an endpoint since they were last counted. */
export interface Attempted {
  /** The last acknowledgement among them. */
  acknowledgedAt: Date | null;
  /** Failures after that one; without one, all of them. */
  failures: number;
  firstFailureAt: Date | null;
  /** It answered 410. */
  isGone: boolean;
}

/** Counts them, and moves the endpoint where that says so. Attempts that end when it is paused or disabled only count. */
export function countAttempts(endpoint: Endpoint, attempted: Attempted, today: LocalDate): Decision<Endpoint> {
  const { acknowledgedAt, isGone } = attempted;
  const failures = attempted.failures + (acknowledgedAt === null ? endpoint.failures : 0);
  const failingSince = acknowledgedAt === null ? (endpoint.failing_since ?? attempted.firstFailureAt) : attempted.firstFailureAt;
  const counted: Endpoint = {
    ...endpoint,
    failures,
    failing_since: failures === 0 ? null : failingSince,
    last_acknowledged_at: acknowledgedAt ?? endpoint.last_acknowledged_at,
  };
  const { state } = endpoint;
  if (isGone && (state === 'active' || state === 'degraded')) return disable(counted, { disabled_reason: 'gone', reason: null }, today);
  if (state === 'degraded' && acknowledgedAt !== null) return recover(counted, endpoint.failing_since ?? acknowledgedAt, today);
  if (state === 'active' && failures >= degradedAfter) return degrade(counted, today);
  return unchanged(counted);
}

function degrade(endpoint: Endpoint, today: LocalDate): Decision<Endpoint> {
  const next: Endpoint = { ...endpoint, state: move(endpointMachine, endpoint.state, 'degrade') };
  return { next, events: [occurred(feeds.EndpointDegradedV1, today, { ...headOf(next, endpoint.state), failures: next.failures })] };
}

function recover(endpoint: Endpoint, failingSince: Date, today: LocalDate): Decision<Endpoint> {
  const next: Endpoint = { ...endpoint, state: move(endpointMachine, endpoint.state, 'recover') };
  const data = { ...headOf(next, endpoint.state), failing_since: failingSince.toISOString() };
  return { next, events: [occurred(feeds.EndpointRecoveredV1, today, data)] };
}

function headOf(endpoint: Endpoint, from: EndpointState | null) {
  return { ...transition(endpoint, from), organisation_id: endpoint.organisation_id };
}
