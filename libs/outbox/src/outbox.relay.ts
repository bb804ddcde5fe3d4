/**
 * Carries the outbox to Kafka: every committed event, in order per aggregate, at least once.
 *
 * It reads by snapshot windows (PgQ's algorithm): the checkpoint is a snapshot, and a round delivers exactly the rows of the
 * transactions that this snapshot did not see and the next one does. So a transaction that commits late is never skipped, and
 * one that stays open for long holds nobody up. One relay is active per database, elected by a session lock that dies with its
 * connection; the others stand by.
 */
import { dataSchemaOf, sourceOf, toHeaders, topicOf } from '@park/contracts';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { Counter, Gauge } from 'prom-client';
import { connectPublisher, type OutgoingMessage, type Publisher } from './kafka.client.ts';

/** Where a relay can die; tests kill it there. */
export type RelayPoint = 'before send' | 'after send' | 'before checkpoint';

export interface RelayOptions {
  service: string;
  parkCode: string;
  databaseUrl: string;
  brokers: string[];
  batchSize?: number;
  onPoint?: (point: RelayPoint) => void;
}

interface OutboxRow {
  seen: string;
  position: string | null;
  [column: string]: unknown;
}

/** The rows between two snapshots; a full page fixes the upper one until the window is read to its end. */
interface Window {
  from: string;
  to: string | null;
  after: string;
}

const idleMinMs = 4;
const idleMaxMs = 60;
const electionMs = 1_000;
const partitionCheckMs = 3_600_000;
const electionLock = 7_300_001;

const relayed = new Counter({ name: 'outbox_relayed_total', help: 'Events carried from the outbox to Kafka' });
const lag = new Gauge({ name: 'outbox_lag_seconds', help: 'Age of the last relayed event when Kafka acknowledged it' });
const leader = new Gauge({ name: 'outbox_relay_leader', help: '1 while this process carries the outbox' });

const nextRows = `
  select s.seen::text as seen, e.*
  from (select pg_current_snapshot() as seen) s
  left join lateral (
    select position::text as position, event_id, aggregate_id, version, type, effective_on::text as effective_on, occurred_at, recorded_at, visibility,
           actor_id, actor_type, correlation_id, causation_id, traceparent, data::text as data
    from outbox o
    where (o.tx >= pg_snapshot_xmax($1::pg_snapshot) or o.tx = any (array(select pg_snapshot_xip($1::pg_snapshot))))
      and pg_visible_in_snapshot(o.tx, coalesce($2::pg_snapshot, s.seen))
      and o.position > $3
    order by o.position
    limit $4
  ) e on true`;

export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('OutboxRelay');
  private readonly batchSize: number;
  private readonly source: string;
  private readonly closing = new AbortController();
  private running: Promise<void> | null = null;

  constructor(private readonly options: RelayOptions) {
    this.batchSize = options.batchSize ?? 500;
    this.source = sourceOf(options.parkCode, options.service);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        await this.lead();
      } catch (error) {
        this.log.warn(`relay interrupted, trying again: ${String(error)}`);
      }
      leader.set(0);
      await this.rest(electionMs);
    }
  }

  /** Returns when another relay leads or on stop; throws when the database or Kafka goes away. */
  private async lead(): Promise<void> {
    const db = new Client({ connectionString: this.options.databaseUrl, application_name: 'outbox-relay', keepAlive: true });
    const lost = new Promise<never>((_, reject) => db.on('error', reject));
    lost.catch(() => undefined);
    let publisher: Publisher | null = null;
    try {
      await db.connect();
      const { rows } = await db.query<{ elected: boolean }>('select pg_try_advisory_lock($1) as elected', [electionLock]);
      if (!rows[0]!.elected) return;
      publisher = await connectPublisher(this.options.brokers, `${this.options.service}-relay`);
      leader.set(1);
      await Promise.race([lost, this.carry(db, publisher)]);
    } finally {
      await publisher?.close().catch(() => undefined);
      await db.end().catch(() => undefined);
    }
  }

  private async carry(db: Client, publisher: Publisher): Promise<void> {
    let window = await this.openWindow(db);
    let idleMs = idleMinMs;
    let partitionsCheckedAt = 0;
    while (!this.closing.signal.aborted) {
      if (Date.now() - partitionsCheckedAt > partitionCheckMs) {
        await db.query("select outbox_prepare_month(((now() at time zone 'UTC') + interval '1 month')::date)");
        partitionsCheckedAt = Date.now();
      }
      const { rows } = await db.query<OutboxRow>(nextRows, [window.from, window.to, window.after, this.batchSize]);
      const seen = window.to ?? rows[0]!.seen;
      const page = rows.filter((row) => row.position !== null);
      if (page.length > 0) await this.publish(publisher, page);
      if (page.length === this.batchSize) {
        window = { from: window.from, to: seen, after: page.at(-1)!.position! };
        continue;
      }
      if (page.length > 0 || window.to !== null) await this.moveCheckpoint(db, seen);
      const more = window.to !== null;
      window = { from: seen, to: null, after: '0' };
      idleMs = page.length > 0 ? idleMinMs : Math.min(idleMs * 2, idleMaxMs);
      if (!more) await this.rest(idleMs);
    }
  }

  /** Transaction ids mean nothing in another cluster: after a restore everything is sent again, and consumers drop what they know. */
  private async openWindow(db: Client): Promise<Window> {
    const { rows } = await db.query<{ snapshot: string; restored: boolean }>(
      `insert into relay_checkpoint (snapshot, system_identifier, moved_at)
       select pg_snapshot '1:1:', system_identifier::text, now() from pg_control_system()
       on conflict (one) do update set moved_at = relay_checkpoint.moved_at
       returning snapshot::text, system_identifier <> (select system_identifier::text from pg_control_system()) as restored`,
    );
    const { snapshot, restored } = rows[0]!;
    if (restored) {
      this.log.warn('the database was restored into another cluster: sending the whole outbox again');
      await db.query('update relay_checkpoint set system_identifier = (select system_identifier::text from pg_control_system())');
      await db.query('update outbox set tx = pg_current_xact_id()');
      return { from: '1:1:', to: null, after: '0' };
    }
    return { from: snapshot, to: null, after: '0' };
  }

  private async publish(publisher: Publisher, page: OutboxRow[]): Promise<void> {
    this.options.onPoint?.('before send');
    await publisher.publish(
      topicOf(this.options.service),
      page.map((row) => this.message(row)),
    );
    this.options.onPoint?.('after send');
    relayed.inc(page.length);
    lag.set((Date.now() - (page.at(-1)!['recorded_at'] as Date).getTime()) / 1000);
  }

  private async moveCheckpoint(db: Client, snapshot: string): Promise<void> {
    this.options.onPoint?.('before checkpoint');
    await db.query('update relay_checkpoint set snapshot = $1, moved_at = now()', [snapshot]);
  }

  private message(row: OutboxRow): OutgoingMessage {
    const key = row['aggregate_id'] as string;
    const type = row['type'] as string;
    return {
      key,
      value: row['data'] as string,
      headers: toHeaders({
        specversion: '1.0',
        id: row['event_id'] as string,
        source: this.source,
        type,
        subject: key,
        time: (row['occurred_at'] as Date).toISOString(),
        datacontenttype: 'application/json',
        dataschema: dataSchemaOf(type),
        sequence: row['version'] as number,
        partitionkey: key,
        correlationid: row['correlation_id'] as string,
        causationid: (row['causation_id'] as string | null) ?? undefined,
        actorid: row['actor_id'] as string,
        actortype: row['actor_type'] as string,
        effectivedate: row['effective_on'] as string,
        recordedtime: (row['recorded_at'] as Date).toISOString(),
        traceparent: (row['traceparent'] as string | null) ?? undefined,
        visibility: row['visibility'] as string,
      }),
    };
  }

  private async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }
}
