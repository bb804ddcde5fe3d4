/**
 * Takes events in from Kafka: a `@nestjs/microservices` transport that hands `@EventPattern` handlers whole batches, with
 * what they do, the memory of what was taken in, and what had to be parked all in one transaction. Offsets follow the commit.
 *
 *     @EventPattern(EntityDepartedV1.type)
 *     async departed({ tx, events, now }: Intake<DataOf<typeof EntityDepartedV1>>) { … }
 *
 * A pattern is an event type, or a topic for all events of it.
 */
import { isTransient } from '@park/outbox';
import { catalogue, decode, publishers, topicOf, type ParkEvent } from '@park/contracts';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { setTimeout as pause } from 'node:timers/promises';
import { lastValueFrom } from 'rxjs';
import { Counter } from 'prom-client';
import type { DataSource, EntityManager } from 'typeorm';
import { once, type Once } from './inbox.store.ts';
import { subscribe, type IncomingBatch, type IncomingMessage, type Subscription } from './kafka.client.ts';
import { nextWaiting, park, parkedKeys, refuse, settle, type ParkedMessage, type ToPark } from './parking.store.ts';

/** What a handler is given: events of its types that are new, in order per aggregate, and the transaction they are claimed in. */
export interface Intake<Data = unknown> {
  tx: EntityManager;
  events: ParkEvent<Data>[];
  now: Date;
}

/** Where a consumer can die; tests kill it there. */
export type IntakePoint = 'mid batch' | 'before commit' | 'before offsets';

export interface IntakeOptions {
  service: string;
  /** Consumer group; the service's name unless given. Parks that share a Kafka must not share it. */
  groupId?: string;
  brokers: string[];
  dataSource: DataSource;
  once?: Once;
  now: () => Date;
  batchSize?: number;
  onPoint?: (point: IntakePoint) => void;
}

export interface IntakeHealth {
  state: 'up' | 'lagging' | 'down';
}

interface Item {
  message: IncomingMessage;
  event: ParkEvent | null;
  fault: string | null;
}

const deterministicAttempts = 3;
const retryMinMs = 100;
const retryMaxMs = 5_000;

const taken = new Counter({ name: 'intake_events_total', help: 'Events taken in', labelNames: ['topic'] });
const parkedTotal = new Counter({ name: 'intake_parked_total', help: 'Messages parked', labelNames: ['topic'] });

export class IntakeTransport extends Server implements CustomTransportStrategy {
  private subscription: Subscription | null = null;
  private closing = false;
  private readonly handlers = new Map<string, MessageHandler | null>();
  /** Set when Kafka's client gave up. */
  private crashed: Error | null = null;

  constructor(private readonly options: IntakeOptions) {
    super();
  }

  async health(): Promise<IntakeHealth> {
    return { state: this.crashed ? 'down' : 'up' };
  }

  isDown(): boolean {
    return this.crashed !== null;
  }

  now(): Date {
    return this.options.now();
  }

  listen(started: (error?: unknown) => void): void {
    subscribe({
      brokers: this.options.brokers,
      groupId: this.options.groupId ?? this.options.service,
      topics: [...new Set([...this.messageHandlers.keys()].map(topicOfPattern))],
      onBatch: (batch) => this.takeIn(batch),
      onCrash: (error) => {
        this.crashed = error;
        this.logger.error(`intake stopped for good: ${error.message}`);
      },
    }).then(
      (subscription) => {
        this.subscription = subscription;
        started();
      },
      (error: unknown) => started(error),
    );
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.subscription?.close();
  }

  on(): never {
    throw new Error('The intake transport has no events to listen to.');
  }

  unwrap<T>(): T {
    return this.subscription as T;
  }

  private async takeIn(batch: IncomingBatch): Promise<void> {
    const size = this.options.batchSize ?? 500;
    for (let start = 0; start < batch.messages.length && batch.isOurs() && !this.closing; start += size) {
      const items = batch.messages.slice(start, start + size).map(read);
      await this.untilItWorks(batch, () => this.settleItems(batch, items));
      if (!batch.isOurs()) return;
      this.options.onPoint?.('before offsets');
      await batch.commit(items.at(-1)!.message.offset);
      await batch.heartbeat();
    }
  }

  /** An outage is waited out in place; a fault is taken apart until the one message that causes it is parked. */
  private async untilItWorks(batch: IncomingBatch, work: () => Promise<void>): Promise<void> {
    for (let waitMs = retryMinMs; ; waitMs = Math.min(waitMs * 2, retryMaxMs)) {
      try {
        return await work();
      } catch (error) {
        if (!isTransient(error)) throw error;
        if (this.closing || !batch.isOurs()) throw error;
        this.logger.warn(`intake of ${batch.topic}/${batch.partition} waits ${waitMs} ms: ${String(error)}`);
        await pause(waitMs);
        await batch.heartbeat();
      }
    }
  }

  private async settleItems(batch: IncomingBatch, items: Item[]): Promise<void> {
    try {
      await this.takeTogether(batch, items);
    } catch (error) {
      if (isTransient(error)) throw error;
      for (const item of items) {
        await this.takeAlone(batch, item);
        await batch.heartbeat();
      }
    }
  }

  private async takeAlone(batch: IncomingBatch, item: Item): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.takeTogether(batch, [item]);
      } catch (error) {
        if (isTransient(error)) throw error;
        if (attempt < deterministicAttempts) continue;
        const reason = `handler: ${error instanceof Error ? error.message : String(error)}`;
        this.logger.error(`parking ${item.event?.type ?? 'message'} ${item.event?.id ?? ''}: ${reason}`);
        const { tx, now } = { tx: this.options.dataSource.manager, now: this.now() };
        await park(tx, batch.topic, batch.partition, [{ message: item.message, state: 'parked', reason, attempts: attempt }], now);
        parkedTotal.inc({ topic: batch.topic });
        return;
      }
    }
  }

  private async takeTogether(batch: IncomingBatch, items: Item[]): Promise<void> {
    let toPark: ToPark[] = [];
    let fresh = 0;
    await this.options.dataSource.transaction(async (tx) => {
      const now = this.now();
      const blocked = await parkedKeys(tx, batch.topic, [...new Set(items.flatMap(({ message }) => message.key ?? []))]);
      const deliverable: ParkEvent[] = [];
      toPark = [];
      for (const { message, event, fault } of items) {
        const wanted = event === null || this.handlerOf(event) !== null;
        if (message.key !== null && blocked.has(message.key) && wanted) {
          toPark.push({ message, state: 'behind', reason: 'an earlier event of this key is parked', attempts: 0 });
        } else if (fault !== null) {
          toPark.push({ message, state: 'parked', reason: fault, attempts: 1 });
          if (message.key !== null) blocked.add(message.key);
        } else if (wanted) {
          deliverable.push(event!);
        }
      }
      await park(tx, batch.topic, batch.partition, toPark, now);
      fresh = await this.deliver(tx, deliverable, now);
      this.options.onPoint?.('before commit');
    });
    if (toPark.length > 0) parkedTotal.inc({ topic: batch.topic }, toPark.length);
    taken.inc({ topic: batch.topic }, fresh);
  }

  private async deliver(tx: EntityManager, events: ParkEvent[], now: Date): Promise<number> {
    if (events.length === 0) return 0;
    const fresh = await (this.options.once ?? once)(tx, events, now);
    for (const { handler, events: group } of this.inOrder(fresh)) {
      const intake: Intake = { tx, events: group, now };
      await lastValueFrom(this.transformToObservable(handler(intake)), { defaultValue: undefined });
      this.options.onPoint?.('mid batch');
    }
    return fresh.length;
  }

  /** As few calls as possible, each handler's events together, but never an aggregate's later event before an earlier one. */
  private inOrder(events: ParkEvent[]): { handler: MessageHandler; events: ParkEvent[] }[] {
    const groups: { handler: MessageHandler; events: ParkEvent[] }[] = [];
    const lastGroupOfKey = new Map<string, number>();
    for (const event of events) {
      const handler = this.handlerOf(event)!;
      let at = groups.findLastIndex((group) => group.handler === handler);
      if (at < (lastGroupOfKey.get(event.subject) ?? 0)) at = groups.push({ handler, events: [] }) - 1;
      groups[at]!.events.push(event);
      lastGroupOfKey.set(event.subject, at);
    }
    return groups;
  }

  /** Looked up once per type: finding a route takes Nest as long as all else that is done to an event here. */
  private handlerOf({ type }: ParkEvent): MessageHandler | null {
    const known = this.handlers.get(type);
    if (known !== undefined) return known;
    const found = this.getHandlerByPattern(type) ?? this.getHandlerByPattern(catalogue.get(type)!.topic);
    this.handlers.set(type, found);
    return found;
  }

  /**
   * Takes a parked message and all that waits behind it in again, in order; stops at the first that fails once more.
   * Answers how many went through and, where one failed, why.
   */
  async replay(parked: Pick<ParkedMessage, 'topic' | 'key' | 'id'>): Promise<{ replayed: number; reason: string | null }> {
    for (let replayed = 0; ; replayed++) {
      let last: ParkedMessage | null = null;
      try {
        await this.options.dataSource.transaction(async (tx) => {
          const now = this.now();
          last = await nextWaiting(tx, parked.topic, parked.key, parked.id);
          if (!last) return;
          const { event, fault } = read(last);
          if (fault !== null) throw new Error(fault);
          await this.deliver(tx, [event!], now);
          await settle(tx, last.id, now);
        });
      } catch (error) {
        if (!last || isTransient(error)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        await refuse(this.options.dataSource.manager, (last as ParkedMessage).id, reason);
        return { replayed, reason };
      }
      if (!last) return { replayed, reason: null };
    }
  }
}

function read(message: IncomingMessage): Item {
  const decoded = decode(message, catalogue);
  return 'event' in decoded ? { message, event: decoded.event, fault: null } : { message, event: null, fault: decoded.fault };
}

function topicOfPattern(pattern: string): string {
  const topic = catalogue.get(pattern)?.topic ?? publishers.map(topicOf).find((known) => known === pattern);
  if (!topic) throw new Error(`A handler listens to "${pattern}", which is neither an event type nor a topic.`);
  return topic;
}
