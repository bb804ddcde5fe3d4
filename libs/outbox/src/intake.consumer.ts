/**
 * Takes events in from Kafka: a `@nestjs/microservices` transport that hands `@EventPattern` handlers whole batches.
 *
 *     @EventPattern(EntityDepartedV1.type)
 *     async departed({ tx, events, now }: Intake<DataOf<typeof EntityDepartedV1>>) { … }
 *
 * A pattern is an event type, or a topic for all events of it. Only a listener to a whole topic parks types that it does not know.
 */
import { catalogue, isTopic } from '@park/contracts';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { Gauge } from 'prom-client';
import { lastValueFrom } from 'rxjs';
import { CatchUp, type Archive, type CatchingUp } from './catch-up.consumer.ts';
import { BatchIntake, type BatchOptions, type Handlers } from './intake-batch.consumer.ts';
import type { Waiting } from './outages.consumer.ts';
import { subscribe, type PartitionOffsets, type Subscription } from './kafka.client.ts';
import { rest } from './leader-election.client.ts';
import type { ParkedMessage } from './parking.store.ts';
import { countGaps } from './sequence.store.ts';

export interface IntakeOptions extends BatchOptions {
  service: string;
  /** Consumer group; the service's name unless given. Parks that share a Kafka must not share it. */
  groupId?: string;
  brokers: string[];
  /** The topics that the service says it listens to: its handlers must be for events of these, and of each of them. */
  topics?: readonly string[];
  /** The source of events that Kafka does not have any more; without it, a listener that needs them does not start. */
  archive?: Archive;
}

export interface IntakeHealth {
  /** `lagging`: it waits for Kafka or the database, or reads what Kafka does not have any more. */
  state: 'up' | 'lagging' | 'down';
  /** Why it does not listen yet: Kafka does not answer, or does not have the topics. */
  notListening?: string;
  waiting?: Waiting;
  catchingUp?: CatchingUp;
  /** Aggregates of which an event never came. */
  gaps: number;
}

const retryMs = 2_000;

const gaps = new Gauge({ name: 'intake_gaps', help: 'Aggregates of which an event did not come, see the table intake_sequence' });

export class IntakeTransport extends Server implements CustomTransportStrategy, Handlers {
  private readonly batches: BatchIntake;
  private readonly catchUp: CatchUp;
  private subscribing: Promise<Subscription> | null = null;
  private readonly closing = new AbortController();
  private beginning: Promise<void> = Promise.resolve();
  private notListening: string | null = null;
  private readonly handlers = new Map<string, MessageHandler | null>();
  /** Set when Kafka's client gave up. */
  private crashed: Error | null = null;

  constructor(private readonly options: IntakeOptions) {
    super();
    this.batches = new BatchIntake(options, this, this.logger);
    this.catchUp = new CatchUp({ ...options, groupId: this.groupId }, this.batches, this.logger);
  }

  private get groupId(): string {
    return this.options.groupId ?? this.options.service;
  }

  /** Sets the gauges. */
  async health(): Promise<IntakeHealth> {
    const waiting = this.batches.outages.alarm();
    const catchingUp = this.catchUp.state;
    const found = await countGaps(this.options.dataSource.manager);
    gaps.set(found);
    return {
      state: this.crashed ? 'down' : this.notListening || waiting || catchingUp ? 'lagging' : 'up',
      ...(this.notListening && { notListening: this.notListening }),
      ...(waiting && { waiting }),
      ...(catchingUp && { catchingUp }),
      gaps: found,
    };
  }

  isDown(): boolean {
    return this.crashed !== null;
  }

  now(): Date {
    return this.options.now();
  }

  /** Started when it listens. Where Kafka does not answer, or archives have to be read first, it is started before: requests need not wait. */
  listen(started: (error?: unknown) => void): void {
    this.beginning = this.begin(started).catch((error: unknown) => started(error));
  }

  private async begin(started: () => void): Promise<void> {
    const topics = [...new Set([...this.messageHandlers.keys()].map(topicOfPattern))];
    requireSame(topics, this.options.topics ?? topics);
    let behind = await this.topicsBehind(topics);
    if (behind?.length === 0) {
      await this.subscribe(topics);
      return started();
    }
    started();
    try {
      while (behind === null && !this.closing.signal.aborted) {
        await rest(retryMs, this.closing.signal);
        behind = await this.topicsBehind(topics);
      }
      if (behind) await this.catchUp.read(behind);
      if (!this.closing.signal.aborted) await this.subscribe(topics);
    } catch (error) {
      this.giveUp(error as Error);
    }
  }

  /** `null` where Kafka cannot tell. */
  private async topicsBehind(topics: string[]): Promise<PartitionOffsets[][] | null> {
    try {
      const behind = await this.catchUp.topicsBehind(topics);
      this.notListening = null;
      return behind;
    } catch (error) {
      const reason = String(error);
      if (reason !== this.notListening) this.logger.warn(`not listening to ${topics.join(', ')} yet: ${reason}`);
      this.notListening = reason;
      return null;
    }
  }

  private async subscribe(topics: string[]): Promise<void> {
    this.subscribing = subscribe({
      brokers: this.options.brokers,
      groupId: this.groupId,
      topics,
      onBatch: (batch) => this.batches.takeIn(batch),
      onCrash: (error) => this.giveUp(error),
    });
    await this.subscribing;
  }

  private giveUp(error: Error): void {
    if (this.closing.signal.aborted) return;
    this.crashed = error;
    this.logger.error(`intake stopped for good: ${error.message}`);
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.batches.closing = true;
    await this.catchUp.close();
    await this.beginning;
    await this.subscribing?.then(
      (subscription) => subscription.close(),
      () => undefined,
    );
  }

  on(): never {
    throw new Error('The intake transport has no events to listen to.');
  }

  unwrap<T>(): T {
    return this.subscribing as T;
  }

  /** Looked up once per type: finding a route takes Nest as long as all else that is done to an event here. */
  of(type: string | undefined, topic: string): MessageHandler | null {
    const name = `${topic} ${type ?? ''}`;
    const known = this.handlers.get(name);
    if (known !== undefined) return known;
    const found = (type ? this.getHandlerByPattern(type) : null) ?? this.getHandlerByPattern(topic);
    if (this.handlers.size < maxKnownTypes) this.handlers.set(name, found);
    return found;
  }

  async call(handler: MessageHandler, intake: Parameters<Handlers['call']>[1]): Promise<void> {
    await lastValueFrom(this.transformToObservable(await handler(intake)), { defaultValue: undefined });
  }

  /** See `BatchIntake.replay`. */
  replay(parked: Pick<ParkedMessage, 'topic' | 'key' | 'id'>): Promise<{ replayed: number; reason: string | null }> {
    return this.batches.replay(parked);
  }
}

/** Types come from message headers, which anybody who writes to the topic sets. */
const maxKnownTypes = 1_000;

function requireSame(handled: readonly string[], named: readonly string[]): void {
  const unnamed = handled.filter((topic) => !named.includes(topic));
  const unhandled = named.filter((topic) => !handled.includes(topic));
  if (unnamed.length > 0) throw new Error(`There are handlers for events of ${unnamed.join(', ')}, which listensTo does not name.`);
  if (unhandled.length > 0) throw new Error(`There is no handler for events of ${unhandled.join(', ')}, which listensTo names.`);
}

function topicOfPattern(pattern: string): string {
  const topic = catalogue.get(pattern)?.topic ?? (isTopic(pattern) ? pattern : null);
  if (!topic) throw new Error(`A handler listens to "${pattern}", which is neither an event type nor a topic.`);
  return topic;
}
