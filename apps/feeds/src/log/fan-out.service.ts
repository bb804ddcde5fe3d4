/**
 * Puts each event into the logs of the members that want it: the one place where positions are given. All of it is done under one lock,
 * so that the order of positions is the order of commits, in all instances.
 */
import { catalogue, type ParkEvent } from '@park/contracts';
import { SETTINGS } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FeedsSettings } from '../feeds.config.ts';
import { keepMembers } from '../members/member.store.ts';
import { liveSubscriptions } from '../subscriptions/subscription.store.ts';
import { appendEntries, keepEvents, lockFanOut, noteChange, type Entry } from './log.store.ts';
import { outgoing, type OutgoingEvent } from './outgoing-event.ts';
import { keptSince } from './retention.ts';
import { SubscriptionIndex } from './subscription-index.ts';

@Injectable()
export class FanOut {
  private index: { version: number; of: SubscriptionIndex } | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: FeedsSettings) {}

  /** In the caller's transaction. Answers the logs that grew. */
  async takeIn(tx: EntityManager, events: readonly ParkEvent[], now: Date): Promise<number[]> {
    const version = await lockFanOut(tx);
    const hasMoved = await keepMembers(tx, events, now);
    if (hasMoved) await noteChange(tx);
    const leaving = events.flatMap((event) => this.leaving(event, now) ?? []);
    const numbers = await keepEvents(tx, leaving, now);
    // An index with changes of this transaction is not for other ones before it is committed.
    const index = hasMoved ? new SubscriptionIndex(await liveSubscriptions(tx)) : await this.indexAt(tx, version);
    const entries: Entry[] = leaving.flatMap((event, i) => [...index.logsOf(event)].map((log_no) => ({ log_no, event_no: numbers[i]! })));
    return [...(await appendEntries(tx, entries, { now, isBackfill: false })).keys()];
  }

  /** Null for what stays inside, and for what nobody could ask for any more. */
  private leaving(event: ParkEvent, now: Date): OutgoingEvent | null {
    const type = catalogue.get(event.type);
    if (!type || Date.parse(event.recordedtime) < keptSince(now, this.settings.FEED_RETENTION_DAYS).getTime()) return null;
    return outgoing(event, type);
  }

  private async indexAt(tx: EntityManager, version: number): Promise<SubscriptionIndex> {
    if (this.index?.version !== version) this.index = { version, of: new SubscriptionIndex(await liveSubscriptions(tx)) };
    return this.index.of;
  }
}
