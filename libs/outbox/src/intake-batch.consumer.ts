/**
 * Takes batches of messages in, those together that come at once: what the handlers do, the memory of what came, and what had to be parked are
 * one transaction. Offsets follow the commit.
 */
import { publisherOf, sourceOf, type ParkEvent } from '@park/contracts';
import type { MessageHandler } from '@nestjs/microservices';
import type { Logger } from '@nestjs/common';
import { setImmediate as yielded, setTimeout as pause } from 'node:timers/promises';
import { Counter } from 'prom-client';
import type { DataSource, EntityManager } from 'typeorm';
import { inOrder } from './delivery-order.ts';
import { once, type Once } from './inbox.store.ts';
import { eventOf, isOfAnotherPark, messageOfParts, sequencedOf, type IncomingMessage } from './intake-message.ts';
import { inTransactions, placeOf, sortOut, type Item, type Part, type PlacedItem } from './intake-round.ts';
import type { IncomingBatch } from './kafka.client.ts';
import { isOutage, Outages, type OutageOptions } from './outages.consumer.ts';
import { Pace } from './pace.ts';
import { nextWaiting, park, parkedKeys, refuse, settle, type ParkedMessage, type ToPark } from './parking.store.ts';
import { noteSequences } from './sequence.store.ts';

/** The input of a handler: events of its types that are new, in order per aggregate, and the transaction they are claimed in. */
export interface Intake<Data = unknown> {
  tx: EntityManager;
  events: ParkEvent<Data>[];
  now: Date;
  /** Calls `then` after the transaction was committed; not where it was not. */
  onCommit(then: () => void): void;
}

/** The points at which tests kill a consumer. */
export type IntakePoint = 'mid batch' | 'before commit' | 'before offsets';

export interface BatchOptions extends OutageOptions {
  parkCode: string;
  dataSource: DataSource;
  once?: Once;
  batchSize?: number;
  /** How long events may wait for others that come after them; 200 ms unless given. From 300 a second on they may wait 200 ms longer. */
  gatherMs?: number;
  onPoint?: (point: IntakePoint) => void;
}

/** How a listener finds and calls its handlers. */
export interface Handlers {
  /** `null` where nobody wants the type: such a message is skipped. */
  of(type: string | undefined, topic: string): MessageHandler | null;
  call(handler: MessageHandler, intake: Intake): Promise<void>;
}

/** Messages of a transaction at most. */
export const batchSize = 500;
const deterministicAttempts = 3;
const heartbeatMs = 1_500;
const usualGatherMs = 200;
const longerMs = 200;
const manyPerSecond = 300;

const taken = new Counter({ name: 'intake_events_total', help: 'Events taken in', labelNames: ['topic'] });
const skipped = new Counter({ name: 'intake_skipped_total', help: 'Messages of types that nobody handles here', labelNames: ['topic'] });
const parkedTotal = new Counter({ name: 'intake_parked_total', help: 'Messages parked', labelNames: ['topic'] });
const gapsTotal = new Counter({ name: 'intake_gaps_total', help: 'Gaps found in the sequence of an aggregate', labelNames: ['source'] });

export class BatchIntake {
  closing = false;
  private arrived: { batch: IncomingBatch; done: () => void; failed: (error: unknown) => void }[] = [];
  private working: Promise<void> | null = null;
  private readonly pace = new Pace();
  readonly outages: Outages;

  constructor(
    private readonly options: BatchOptions,
    private readonly handlers: Handlers,
    private readonly log: Pick<Logger, 'warn' | 'error'>,
  ) {
    this.outages = new Outages(options, log);
  }

  /** Resolves once they are taken in, and others may have gathered. Batches of several partitions that come at once are taken in together. */
  takeIn(batch: IncomingBatch): Promise<void> {
    return new Promise((done, failed) => {
      this.arrived.push({ batch, done, failed });
      this.working ??= this.work();
    });
  }

  private async work(): Promise<void> {
    await yielded(); // to the other partitions of the same answer of Kafka
    while (this.arrived.length > 0) {
      const round = this.arrived.splice(0);
      try {
        await this.takeRound(round.map(({ batch }) => batch));
        for (const { done } of round) done();
      } catch (error) {
        for (const { failed } of round) failed(error);
      }
    }
    this.working = null;
  }

  private async takeRound(batches: readonly IncomingBatch[]): Promise<void> {
    const isOver = (): boolean => this.closing || !batches.some((batch) => batch.isOurs());
    for (const parts of inTransactions(batches, this.options.batchSize ?? batchSize)) {
      if (isOver()) return;
      const { batch: first } = parts[0]!;
      await whileBeating(first, () => this.outages.waitOut(first, isOver, () => this.settleMessages(parts.filter(isStillOurs))));
      this.options.onPoint?.('before offsets');
      for (const { batch, messages } of parts.filter(isStillOurs)) batch.commit(messages.at(-1)!.offset);
      await first.heartbeat();
    }
    await this.letGather(batches.reduce((count, { messages }) => count + messages.length, 0));
  }

  /**
   * More may gather at Kafka before the next round: at 800 events a second each would be one, with a transaction of its own. The first event
   * after a silence never waits, nor does a backlog.
   */
  private async letGather(count: number): Promise<void> {
    const { quietMs, perSecond } = this.pace.note(count, performance.now());
    const ms = (this.options.gatherMs ?? usualGatherMs) + (perSecond >= manyPerSecond ? longerMs : 0);
    if (quietMs >= ms || count >= (this.options.batchSize ?? batchSize) || this.closing) return;
    await pause(ms);
    this.pace.rested(performance.now());
  }

  private async settleMessages(parts: readonly Part[]): Promise<void> {
    try {
      await this.takeTogether(parts);
    } catch (error) {
      if (isOutage(error)) throw error;
      for (const { batch, messages } of parts) for (const message of messages) await this.takeAlone(batch, message);
    }
  }

  private async takeAlone(batch: IncomingBatch, message: IncomingMessage): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.takeTogether([{ batch, messages: [message] }]);
      } catch (error) {
        if (isOutage(error)) throw error;
        if (attempt < deterministicAttempts) continue;
        const reason = `handler: ${error instanceof Error ? error.message : String(error)}`;
        this.log.error(`parking ${message.header('ce_type') ?? 'a message'} ${message.header('ce_id') ?? ''}: ${reason}`);
        await this.options.dataSource.transaction(async (tx) => {
          const now = this.options.now();
          await park(tx, batch.topic, batch.partition, [{ message, state: 'parked', reason, attempts: attempt }], now);
          await this.noteSequences(tx, [message], now);
        });
        parkedTotal.inc({ topic: batch.topic });
        return;
      }
    }
  }

  private async takeTogether(parts: readonly Part[]): Promise<void> {
    const messages: IncomingMessage[] = [];
    const items: PlacedItem[] = [];
    const skips: { topic: string; count: number }[] = [];
    for (const { batch, messages: all } of parts) {
      const source = sourceOf(this.options.parkCode, publisherOf(batch.topic));
      const ours = all.filter((message) => !isOfAnotherPark(message, source));
      const wanted = ours.flatMap((message) => this.itemOf(message, batch.topic));
      messages.push(...ours);
      items.push(...wanted.map((item) => ({ ...item, batch })));
      skips.push({ topic: batch.topic, count: ours.length - wanted.length });
    }
    if (items.length === 0) await this.skip(messages);
    else await this.takeItems(messages, items);
    for (const { topic, count } of skips) skipped.inc({ topic }, count);
  }

  /** Nobody wants them: one statement, without a transaction around it. */
  private async skip(messages: readonly IncomingMessage[]): Promise<void> {
    const runner = this.options.dataSource.createQueryRunner();
    try {
      await this.noteSequences(runner.manager, messages, this.options.now());
    } finally {
      await runner.release();
    }
    this.options.onPoint?.('before commit');
  }

  private async takeItems(messages: readonly IncomingMessage[], items: readonly PlacedItem[]): Promise<void> {
    let toPark: [IncomingBatch, ToPark[]][] = [];
    let fresh: ParkEvent[] = [];
    const topics = new Map(items.map(({ event, batch: { topic } }) => [event, topic]));
    const committed: (() => void)[] = [];
    await this.options.dataSource.transaction(async (tx) => {
      const now = this.options.now();
      const sorted = sortOut(items, await parkedKeys(tx, items.map(placeOf)));
      toPark = [...sorted.toPark];
      for (const [{ topic, partition }, those] of toPark) await park(tx, topic, partition, those, now);
      fresh = await this.deliver(tx, sorted.deliverable, now, committed);
      await this.noteSequences(tx, messages, now);
      this.options.onPoint?.('before commit');
    });
    committed.forEach((then) => then());
    for (const [{ topic }, those] of toPark) parkedTotal.inc({ topic }, those.length);
    for (const [topic, those] of Map.groupBy(fresh, (event) => topics.get(event)!)) taken.inc({ topic }, those.length);
  }

  /** Nothing is decoded that nobody wants: what another service adds to its topic can neither fail here nor block a key. */
  private itemOf(message: IncomingMessage, topic: string): Item[] {
    const handler = this.handlers.of(message.header('ce_type'), topic);
    if (!handler) return [];
    try {
      return [{ message, handler, event: eventOf(message), fault: null }];
    } catch (error) {
      return [{ message, handler, event: null, fault: (error as Error).message }];
    }
  }

  private async noteSequences(tx: EntityManager, messages: readonly IncomingMessage[], now: Date): Promise<void> {
    const sequenced = messages.flatMap((message) => sequencedOf(message) ?? []);
    for (const { source, subject, missing } of await noteSequences(tx, sequenced, now)) {
      this.log.error(`a gap: of ${subject} (${source}) the events ${missing} did not come`);
      gapsTotal.inc({ source });
    }
  }

  private async deliver(tx: EntityManager, items: readonly Item[], now: Date, committed: (() => void)[]): Promise<ParkEvent[]> {
    if (items.length === 0) return [];
    const handlers = new Map(items.map(({ event, handler }) => [event!, handler]));
    const fresh = await (this.options.once ?? once)(tx, [...handlers.keys()], now);
    for (const { handler, events } of inOrder(fresh, (event) => handlers.get(event)!)) {
      await this.handlers.call(handler, { tx, events, now, onCommit: (then) => committed.push(then) });
      this.options.onPoint?.('mid batch');
    }
    return fresh;
  }

  /**
   * Takes a parked message and all that waits behind it in again, in order; stops at the first that fails once more.
   * Answers how many went through and, where one failed, why.
   */
  async replay(parked: Pick<ParkedMessage, 'topic' | 'key' | 'id'>): Promise<{ replayed: number; reason: string | null }> {
    for (let replayed = 0; ; replayed++) {
      let last: ParkedMessage | null = null;
      const committed: (() => void)[] = [];
      try {
        await this.options.dataSource.transaction(async (tx) => {
          const now = this.options.now();
          last = await nextWaiting(tx, parked.topic, parked.key, parked.id);
          if (!last) return;
          const [item] = this.itemOf(messageOfParts<ParkedMessage>(last), parked.topic);
          if (item?.fault) throw new Error(item.fault);
          await this.deliver(tx, item ? [item] : [], now, committed);
          await settle(tx, last.id, now);
        });
      } catch (error) {
        if (!last || isOutage(error)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        await refuse(this.options.dataSource.manager, (last as ParkedMessage).id, reason);
        return { replayed, reason };
      }
      committed.forEach((then) => then());
      if (!last) return { replayed, reason: null };
    }
  }
}

function isStillOurs({ batch }: Part): boolean {
  return batch.isOurs();
}

/** Kafka gives a partition to another consumer when none is heard of for the session's 6 s; a transaction may take longer. */
async function whileBeating(batch: IncomingBatch, work: () => Promise<void>): Promise<void> {
  const beat = setInterval(() => void batch.heartbeat().catch(() => undefined), heartbeatMs);
  try {
    await work();
  } finally {
    clearInterval(beat);
  }
}
