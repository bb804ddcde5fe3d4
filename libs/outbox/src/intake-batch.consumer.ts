/**
 * Takes a batch of messages in: what the handlers do, the memory of what came, and what had to be parked are one transaction. Offsets
 * follow the commit.
 */
import { publisherOf, sourceOf, type ParkEvent } from '@park/contracts';
import type { MessageHandler } from '@nestjs/microservices';
import type { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Counter } from 'prom-client';
import type { DataSource, EntityManager } from 'typeorm';
import { inOrder } from './delivery-order.ts';
import { once, type Once } from './inbox.store.ts';
import { eventOf, isOfAnotherPark, messageOfParts, sequencedOf, type IncomingMessage } from './intake-message.ts';
import type { IncomingBatch } from './kafka.client.ts';
import { isOutage, Outages, type OutageOptions } from './outages.consumer.ts';
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
  /** How long events may wait for others that come after them, where few come; 200 ms unless given. Where many come, 200 ms more. */
  gatherMs?: number;
  onPoint?: (point: IntakePoint) => void;
}

/** How a listener finds and calls its handlers. */
export interface Handlers {
  /** `null` where nobody wants the type: such a message is skipped. */
  of(type: string | undefined, topic: string): MessageHandler | null;
  call(handler: MessageHandler, intake: Intake): Promise<void>;
}

/** A message that somebody wants. */
interface Item {
  message: IncomingMessage;
  handler: MessageHandler;
  event: ParkEvent | null;
  fault: string | null;
}

export const batchSize = 500;
const deterministicAttempts = 3;
const heartbeatMs = 1_500;
const gatheredMessages = 100;
const manyMessages = 8;
const usualGatherMs = 200;
const longerMs = 200;

const taken = new Counter({ name: 'intake_events_total', help: 'Events taken in', labelNames: ['topic'] });
const skipped = new Counter({ name: 'intake_skipped_total', help: 'Messages of types that nobody handles here', labelNames: ['topic'] });
const parkedTotal = new Counter({ name: 'intake_parked_total', help: 'Messages parked', labelNames: ['topic'] });
const gapsTotal = new Counter({ name: 'intake_gaps_total', help: 'Gaps found in the sequence of an aggregate', labelNames: ['topic'] });

export class BatchIntake {
  closing = false;
  private readonly cameSincePause = new Set<string>();
  readonly outages: Outages;

  constructor(
    private readonly options: BatchOptions,
    private readonly handlers: Handlers,
    private readonly log: Pick<Logger, 'warn' | 'error'>,
  ) {
    this.outages = new Outages(options, log);
  }

  async takeIn(batch: IncomingBatch): Promise<void> {
    const size = this.options.batchSize ?? batchSize;
    for (let start = 0; start < batch.messages.length && batch.isOurs() && !this.closing; start += size) {
      const messages = batch.messages.slice(start, start + size);
      const isOver = (): boolean => this.closing || !batch.isOurs();
      await whileBeating(batch, () => this.outages.waitOut(batch, isOver, () => this.settleMessages(batch, messages)));
      if (!batch.isOurs()) return;
      this.options.onPoint?.('before offsets');
      batch.commit(messages.at(-1)!.offset);
      await batch.heartbeat();
    }
    await this.letGather(batch);
  }

  /**
   * More may gather at Kafka before the next batch: at 800 events a second each would be a batch, with a transaction of its own. The partitions
   * come one after the other, so that one pause is enough for all of them. The first event after a silence never waits, nor does a backlog.
   */
  private async letGather({ topic, partition, messages }: IncomingBatch): Promise<void> {
    const place = `${topic}/${partition}`;
    if (!this.cameSincePause.has(place)) {
      this.cameSincePause.add(place);
      return;
    }
    this.cameSincePause.clear();
    if (messages.length >= gatheredMessages || this.closing) return;
    const ms = (this.options.gatherMs ?? usualGatherMs) + (messages.length >= manyMessages ? longerMs : 0);
    if (ms > 0) await pause(ms);
  }

  private async settleMessages(batch: IncomingBatch, messages: IncomingMessage[]): Promise<void> {
    try {
      await this.takeTogether(batch, messages);
    } catch (error) {
      if (isOutage(error)) throw error;
      for (const message of messages) await this.takeAlone(batch, message);
    }
  }

  private async takeAlone(batch: IncomingBatch, message: IncomingMessage): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.takeTogether(batch, [message]);
      } catch (error) {
        if (isOutage(error)) throw error;
        if (attempt < deterministicAttempts) continue;
        const reason = `handler: ${error instanceof Error ? error.message : String(error)}`;
        this.log.error(`parking ${message.header('ce_type') ?? 'a message'} ${message.header('ce_id') ?? ''}: ${reason}`);
        await this.options.dataSource.transaction(async (tx) => {
          const now = this.options.now();
          await park(tx, batch.topic, batch.partition, [{ message, state: 'parked', reason, attempts: attempt }], now);
          await this.noteSequences(tx, batch.topic, [message], now);
        });
        parkedTotal.inc({ topic: batch.topic });
        return;
      }
    }
  }

  private async takeTogether(batch: IncomingBatch, messages: IncomingMessage[]): Promise<void> {
    const source = sourceOf(this.options.parkCode, publisherOf(batch.topic));
    const ours = messages.filter((message) => !isOfAnotherPark(message, source));
    const items = ours.flatMap((message) => this.itemOf(message, batch.topic));
    if (items.length === 0) await this.skip(batch.topic, ours);
    else await this.takeItems(batch, ours, items);
    skipped.inc({ topic: batch.topic }, ours.length - items.length);
  }

  /** Nobody wants them: one statement, without a transaction around it. */
  private async skip(topic: string, messages: IncomingMessage[]): Promise<void> {
    const runner = this.options.dataSource.createQueryRunner();
    try {
      await this.noteSequences(runner.manager, topic, messages, this.options.now());
    } finally {
      await runner.release();
    }
    this.options.onPoint?.('before commit');
  }

  private async takeItems(batch: IncomingBatch, ours: IncomingMessage[], items: Item[]): Promise<void> {
    let toPark: ToPark[] = [];
    let fresh = 0;
    const committed: (() => void)[] = [];
    await this.options.dataSource.transaction(async (tx) => {
      const now = this.options.now();
      const keys = [...new Set(items.flatMap(({ message }) => message.key ?? []))];
      const sorted = sortOut(items, await parkedKeys(tx, batch.topic, keys));
      toPark = sorted.toPark;
      await park(tx, batch.topic, batch.partition, toPark, now);
      fresh = await this.deliver(tx, sorted.deliverable, now, committed);
      await this.noteSequences(tx, batch.topic, ours, now);
      this.options.onPoint?.('before commit');
    });
    committed.forEach((then) => then());
    if (toPark.length > 0) parkedTotal.inc({ topic: batch.topic }, toPark.length);
    taken.inc({ topic: batch.topic }, fresh);
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

  private async noteSequences(tx: EntityManager, topic: string, messages: IncomingMessage[], now: Date): Promise<void> {
    const sequenced = messages.flatMap((message) => sequencedOf(message) ?? []);
    for (const { source, subject, missing } of await noteSequences(tx, sequenced, now)) {
      this.log.error(`a gap: of ${subject} (${source}) the events ${missing} did not come`);
      gapsTotal.inc({ topic });
    }
  }

  private async deliver(tx: EntityManager, items: Item[], now: Date, committed: (() => void)[]): Promise<number> {
    if (items.length === 0) return 0;
    const handlers = new Map(items.map(({ event, handler }) => [event!, handler]));
    const fresh = await (this.options.once ?? once)(tx, [...handlers.keys()], now);
    for (const { handler, events } of inOrder(fresh, (event) => handlers.get(event)!)) {
      await this.handlers.call(handler, { tx, events, now, onCommit: (then) => committed.push(then) });
      this.options.onPoint?.('mid batch');
    }
    return fresh.length;
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

/** Behind a parked message of their key all later ones wait; what cannot be read is parked itself. */
function sortOut(items: Item[], blocked: Set<string>): { deliverable: Item[]; toPark: ToPark[] } {
  const deliverable: Item[] = [];
  const toPark: ToPark[] = [];
  for (const item of items) {
    const { message, fault } = item;
    if (message.key !== null && blocked.has(message.key)) {
      toPark.push({ message, state: 'behind', reason: 'an earlier event of this key is parked', attempts: 0 });
    } else if (fault !== null) {
      toPark.push({ message, state: 'parked', reason: fault, attempts: 1 });
      if (message.key !== null) blocked.add(message.key);
    } else {
      deliverable.push(item);
    }
  }
  return { deliverable, toPark };
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
