/** A door 通道 of a member's feed: pull, SSE, or its webhooks. What went through it is summed up and now and then summarised. */
import { feeds, occurred, type Decision } from '@park/contracts';
import { dateAt, rowOf, type Aggregate, type NewIdentity } from '@park/kernel';
import { noLatencies, toldLatencies, type Latencies } from './latency.ts';

export type DoorKind = (typeof feeds.doorKinds)[number];

export interface Door extends Aggregate {
  organisation_id: string;
  log_no: number;
  kind: DoorKind;
  /** Of pull and SSE: the newest position that was sent through it; of webhooks null, each endpoint has its own. */
  sent: number | null;
  acknowledged: number | null;
  moved_at: Date | null;
  /** Since `tally_from`. */
  attempted: number;
  delivered: number;
  failed: number;
  latencies: Latencies;
  tally_from: Date;
}

export function openDoor(identity: NewIdentity, owner: Pick<Door, 'organisation_id' | 'log_no' | 'kind'>): Decision<Door> {
  const next: Door = { ...rowOf(identity), ...owner, sent: null, acknowledged: null, moved_at: null, ...emptyTally(identity.now) };
  const data = { code: next.code, organisation_id: next.organisation_id, door: next.kind };
  return { next, events: [occurred(feeds.DoorOpenedV1, identity.today, data)] };
}

function emptyTally(tally_from: Date): Pick<Door, 'attempted' | 'delivered' | 'failed' | 'latencies' | 'tally_from'> {
  return { attempted: 0, delivered: 0, failed: 0, latencies: noLatencies(), tally_from };
}

/** Sums up the traffic since the last summary; the count begins anew. */
export function summarise(door: Door, backlog: number, now: Date): Decision<Door> {
  const next: Door = { ...door, ...emptyTally(now) };
  const data = {
    code: door.code,
    organisation_id: door.organisation_id,
    door: door.kind,
    from: door.tally_from.toISOString(),
    to: now.toISOString(),
    attempted: door.attempted,
    acknowledged: door.delivered,
    failed: door.failed,
    backlog,
    latencies: toldLatencies(door.latencies),
  };
  return { next, events: [occurred(feeds.DoorSummarisedV1, dateAt(now), data)] };
}
