/**
 * Carries the outbox to Kafka: every committed event, in order per aggregate, at least once. One relay is active per database; the
 * others stand by. It reads by snapshot windows, see outbox-pages.store.ts, and notes each page that Kafka has acknowledged.
 */
import { sourceOf, topicOf } from '@park/contracts';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Client } from 'pg';
import { Counter, Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import { afterAppend } from './outbox.store.ts';
import { isTransient } from './transient.ts';
import { connectPublisher, MessagesTooLarge, type Publisher } from './kafka.client.ts';
import type { WrittenRecord } from './kafka-records.ts';
import { databaseUrlOf, LeaderElection, rest, type Term } from './leader-election.client.ts';
import { messageOf, partsOf, type OutboxRow } from './outbox-message.ts';
import { newRows, oldestUnsent, relaySessionSql, resendPage, windowPage, windowStart } from './outbox-pages.store.ts';
import { beginCheckpoint, isRestored, moveCheckpoint, readCheckpoint, type Checkpoint, type Query } from './relay-checkpoint.store.ts';

/** The points at which tests kill a relay. */
export type RelayPoint = 'before send' | 'after send' | 'before checkpoint' | 'before republish' | 'after republish';

export interface RelayOptions {
  service: string;
  parkCode: string;
  dataSource: DataSource;
  brokers: string[];
  pageSize?: number;
  onPoint?: (point: RelayPoint) => void;
}

export interface RelayHealth {
  /** `lagging`: events wait, or this process wanted to send and did not reach Kafka. */
  state: 'up' | 'lagging';
  oldestUnsentAt: Date | null;
  /** Events that were set aside. */
  refused: number;
}

/** Of a relay that leads. */
interface Connections {
  db: Client;
  query: Query;
  publisher: Publisher;
}

/** The result of a round of the relay. */
interface Round {
  checkpoint: Checkpoint;
  sent: number;
  /** More is known to wait. */
  isMoreWaiting: boolean;
  /** The next page of a large window, read and written as messages while this one was sent. */
  ahead?: Page;
}

interface Page {
  rows: OutboxRow[];
  messages: WrittenRecord[];
}

const idleMinMs = 4;
const idleMaxMs = 250;
const partitionCheckMs = 3_600_000;
const partitionRetryMs = 2_000;
/** Of one request. Kafka's default limit is 1,048,588 for the messages of one partition. */
const maxRequestBytes = 900_000;
/** Nothing waits longer than this while Kafka and the relay are well. */
const laggingAfterMs = 10_000;
/** While Kafka is away the instances take turns at trying, each for some seconds. */
const cutOffForMs = 30_000;

const relayed = new Counter({ name: 'outbox_relayed_total', help: 'Events carried from the outbox to Kafka' });
const lag = new Gauge({ name: 'outbox_lag_seconds', help: 'Age of the oldest event that has not been sent, 0 where all are' });
const leader = new Gauge({ name: 'outbox_relay_leader', help: '1 while this process carries the outbox' });
const refused = new Gauge({ name: 'outbox_refused', help: 'Events that Kafka refused for their size, see the table outbox_refused' });

export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('OutboxRelay');
  private readonly pageSize: number;
  private readonly source: string;
  private readonly election: LeaderElection;
  private wake = new AbortController();
  /** The last time that this process led and Kafka did not let it in. */
  private refusedAt = 0;
  private monthsDueAt = 0;

  constructor(private readonly options: RelayOptions) {
    this.pageSize = options.pageSize ?? 500;
    this.source = sourceOf(options.parkCode, options.service);
    this.election = new LeaderElection({
      databaseUrl: databaseUrlOf(options.dataSource),
      name: 'outbox-relay',
      log: this.log,
      lead: (term) => this.lead(term),
    });
  }

  onApplicationBootstrap(): void {
    // An abort makes an exception with its stack, also where it comes too late: 2 % of a command.
    afterAppend(this.options.dataSource, () => this.wake.signal.aborted || this.wake.abort());
    this.election.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.election.stop();
  }

  /** Also while Kafka is away or another process leads. A lagging relay needs no restart: it goes on by itself when Kafka is back. */
  async health(): Promise<RelayHealth> {
    const query: Query = (sql, values) => this.options.dataSource.query(sql, values);
    const checkpoint = await readCheckpoint(query);
    const oldest = checkpoint && (await oldestUnsent(query, checkpoint));
    const [row] = await query<{ now: Date; aside: number }>(
      'select clock_timestamp() as now, (select count(*)::int from outbox_refused) as aside',
    );
    const { now, aside } = row!;
    const ageMs = oldest ? now.getTime() - oldest.getTime() : 0;
    lag.set(ageMs / 1000);
    leader.set(this.election.isLeader ? 1 : 0);
    refused.set(aside);
    const isCutOff = Date.now() - this.refusedAt < cutOffForMs;
    return { state: isCutOff || ageMs > laggingAfterMs ? 'lagging' : 'up', oldestUnsentAt: oldest, refused: aside };
  }

  private async lead({ db, signal }: Term): Promise<void> {
    const query: Query = async (sql, values) => (await db.query(sql, values)).rows;
    await db.query(relaySessionSql);
    let round: Round = { checkpoint: await this.openCheckpoint(query), sent: 0, isMoreWaiting: true };
    const publisher = await connectPublisher(this.options.brokers, `${this.options.service}-relay`).catch((error: unknown) => {
      this.refusedAt = Date.now();
      throw error;
    });
    this.refusedAt = 0;
    try {
      for (let idleMs = idleMinMs; !signal.aborted;) {
        await this.prepareMonths(query);
        const wake = (this.wake = new AbortController());
        round = await this.round({ db, query, publisher }, round);
        if (round.isMoreWaiting) continue;
        idleMs = round.sent > 0 ? idleMinMs : Math.min(idleMs * 2, idleMaxMs);
        await rest(idleMs, AbortSignal.any([signal, wake.signal]));
        if (wake.signal.aborted) idleMs = idleMinMs;
      }
    } finally {
      await publisher.close().catch(() => undefined);
    }
  }

  private async openCheckpoint(query: Query): Promise<Checkpoint> {
    await beginCheckpoint(query);
    if (await isRestored(query)) {
      this.log.warn('the database was restored into another cluster: sending the whole outbox again');
      this.options.onPoint?.('before republish');
      await query('select outbox_republish()');
      this.options.onPoint?.('after republish');
    }
    return (await readCheckpoint(query))!;
  }

  private async round(connections: Connections, { checkpoint, ahead }: Round): Promise<Round> {
    const { db, query } = connections;
    if (BigInt(checkpoint.resentTo) < BigInt(checkpoint.restoredTo)) {
      const rows = await resendPage(db, checkpoint, this.pageSize);
      const resentTo = rows.length < this.pageSize ? checkpoint.restoredTo : rows.at(-1)!.position;
      return await this.send(connections, this.pageOf(rows), { ...checkpoint, resentTo });
    }
    if (checkpoint.window) {
      const { to } = checkpoint.window;
      const page = ahead ?? this.pageOf(await windowPage(db, checkpoint, this.pageSize));
      if (page.rows.length < this.pageSize) return await this.send(connections, page, { ...checkpoint, snapshot: to, window: null });
      const next = { ...checkpoint, window: { to, after: page.rows.at(-1)!.position } };
      const reading = windowPage(db, next, this.pageSize).then((rows) => this.pageOf(rows));
      const [following, sent] = await Promise.all([reading, this.send(connections, page, next)]);
      return { ...sent, ahead: following };
    }
    const found = await newRows(db, checkpoint, this.pageSize);
    if (found.checkpoint !== checkpoint.version) return { checkpoint: (await readCheckpoint(query))!, sent: 0, isMoreWaiting: true };
    if (found.isLarge) {
      const after = await windowStart(db, checkpoint, found.seen);
      return await this.send(connections, this.pageOf([]), { ...checkpoint, window: { to: found.seen, after } });
    }
    // Nothing is written while nothing happens: the stored snapshot may be an older one, which no event came after.
    const next = { ...checkpoint, snapshot: found.seen };
    if (found.rows.length === 0) return { checkpoint: next, sent: 0, isMoreWaiting: false };
    return { ...(await this.send(connections, this.pageOf(found.rows), next)), isMoreWaiting: false };
  }

  private pageOf(rows: OutboxRow[]): Page {
    return { rows, messages: rows.map((row) => messageOf(row, this.source)) };
  }

  private async send(connections: Connections, { rows, messages }: Page, next: Checkpoint): Promise<Round> {
    if (rows.length > 0) this.options.onPoint?.('before send');
    for (const part of partsOf(messages, maxRequestBytes)) await this.publish(connections, part, rows);
    if (rows.length > 0) this.options.onPoint?.('after send');
    relayed.inc(rows.length);
    this.options.onPoint?.('before checkpoint');
    return { checkpoint: await moveCheckpoint(connections.db, next), sent: rows.length, isMoreWaiting: true };
  }

  /** One event that Kafka refuses for its size is set aside: it must not hold up all that comes after it. */
  private async publish(connections: Connections, part: WrittenRecord[], rows: OutboxRow[]): Promise<void> {
    const { query, publisher } = connections;
    try {
      await publisher.publish(topicOf(this.options.service), part);
    } catch (error) {
      if (!(error instanceof MessagesTooLarge)) throw error;
      if (part.length > 1) {
        for (const message of part) await this.publish(connections, [message], rows);
        return;
      }
      const row = rows.find(({ event_id }) => event_id === part[0]!.headers['ce_id'])!;
      this.log.error(`Kafka refuses ${row.type} ${row.event_id} for its size; it is set aside: ${error.message}`);
      await query('insert into outbox_refused (position, event_id, type, reason) values ($1, $2, $3, $4) on conflict do nothing', [
        row.position,
        row.event_id,
        row.type,
        error.message,
      ]);
    }
  }

  /** The current month first: without it, what is written now goes to the default partition. A lock that is not free is asked for again. */
  private async prepareMonths(query: Query): Promise<void> {
    if (Date.now() < this.monthsDueAt) return;
    this.monthsDueAt = Date.now() + partitionRetryMs;
    try {
      await query(`select outbox_prepare_month((now() at time zone 'UTC')::date)`);
      await query(`select outbox_prepare_month(((now() at time zone 'UTC') + interval '1 month')::date)`);
      this.monthsDueAt = Date.now() + partitionCheckMs;
    } catch (error) {
      if (!isTransient(error)) throw error;
      this.log.warn(`preparing the months of the outbox, trying again: ${String(error)}`);
    }
  }
}
