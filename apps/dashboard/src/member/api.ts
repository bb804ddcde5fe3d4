/** The answers of the feeds service, as far as the page shows them. */
import type { alliance, Bilingual, feeds } from '@park/contracts';

export interface PageOf<Row> {
  items: Row[];
  next: string | null;
}

export type DoorKind = (typeof feeds.doorKinds)[number];

export interface Door {
  door: DoorKind;
  /** Of a webhook. */
  endpoint_id: string | null;
  sent: number | null;
  acknowledged: number | null;
  waiting: number;
  moved_at: string | null;
}

/** `GET /feed/positions` */
export interface Positions {
  first: number;
  last: number;
  doors: Door[];
}

export type EndpointState = (typeof feeds.endpointStates)[number];
export type DeliveryOrder = (typeof feeds.deliveryOrders)[number];

export interface Endpoint {
  id: string;
  code: string;
  name: string;
  url: string;
  state: EndpointState;
  order: DeliveryOrder;
  rate_per_minute: number | null;
  concurrency: number;
  position: number;
  failures: number;
  failing_since: string | null;
  last_acknowledged_at: string | null;
  disabled_reason: (typeof feeds.disabledReasons)[number] | null;
  reason: string | null;
  old_secret_valid_until: string | null;
  allowed_rate: number | null;
  verified_at: string | null;
  version: number;
  created_at: string;
}

/** Shown once. */
export interface EndpointWithSecret extends Endpoint {
  secret: string;
  public_key: string;
}

export type AttemptKind = 'first' | 'retry' | 'resend' | 'replay' | 'test';
export type Outcome = 'acknowledged' | 'failed';

export interface Attempt {
  id: string;
  position: number | null;
  type: string | null;
  kind: AttemptKind;
  at: string;
  status: number | null;
  duration_ms: number;
  outcome: Outcome;
  error: string | null;
  answer: string | null;
}

export type DeliveryState = 'waiting' | 'held' | 'given_up';

export interface Delivery {
  position: number;
  type: string;
  subject: string;
  state: DeliveryState;
  attempts: number;
  next_at: string | null;
  last_error: string | null;
}

export type Mode = (typeof alliance.allianceModes)[number];
export type Topic = (typeof feeds.feedTopics)[number];
export type SubscriptionStart = (typeof feeds.subscriptionStarts)[number];
export type SubscriptionState = (typeof feeds.subscriptionStates)[number];

export interface Filter {
  types: string[];
  modes: Mode[];
  topics: Topic[];
  resources: string[];
}

export interface Subscription extends Filter {
  id: string;
  code: string;
  name: string;
  state: SubscriptionState;
  start: SubscriptionStart;
  start_at: string | null;
  backfilled: number;
  version: number;
  created_at: string;
}

/** `POST /subscriptions/preview` */
export interface Preview {
  from: string;
  count: number;
  is_more: boolean;
  types: { type: string; count: number }[];
  newest: { type: string; subject: string; time: string; data: Record<string, unknown> }[];
}

export interface CatalogueItem {
  type: string;
  service: string;
  aggregate: string;
  summary: Bilingual;
  topics: Topic[];
  has_modes: boolean;
  schema: Record<string, unknown>;
  example: Record<string, unknown>;
}

/** `GET /catalogue` */
export interface Catalogue {
  items: CatalogueItem[];
}
