/**
 * Brings earlier events into the logs of subscriptions that begin in the past, a page at a time and in turn with the fan-out. The page
 * that reaches the newest event makes the subscription active under the same lock: between the two nothing can be missed.
 */
import { dateAt } from '@park/kernel';
import { CLOCK, commandOfSystem, Leadership, load, save, type Clock } from '@park/service-kit';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LogNotices } from '../log/log-notices.client.ts';
import { appendEntries, lockFanOut, noteChange } from '../log/log.store.ts';
import { earlierEvents, noteCaughtUp } from './backfill.store.ts';
import { matches } from './filter.ts';
import { catchUp, type Subscription } from './subscription.ts';
import { SubscriptionTable } from './subscription.table.ts';

const everyMs = 5_000;
const pageEvents = 2_000;

@Injectable()
export class BackfillService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Backfill');
  private readonly leadership: Leadership;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LogNotices) private readonly notices: LogNotices,
  ) {
    this.leadership = new Leadership(dataSource, 'backfill', everyMs, () => this.catchAllUp());
  }

  onApplicationBootstrap(): void {
    this.leadership.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leadership.stop();
  }

  /** A subscription that begins in the past was made here. Another instance’s leader finds it within some seconds. */
  nudge(): void {
    this.leadership.nudge();
  }

  /** A page of each in turn, so that a long one keeps no other waiting. */
  async catchAllUp(): Promise<void> {
    for (;;) {
      const behind: { id: string }[] = await this.dataSource.query(`select id from subscription where state = 'catching_up' order by id`);
      if (behind.length === 0) return;
      for (const { id } of behind) {
        const grown = await this.dataSource.transaction((tx) => this.page(tx, id));
        if (grown !== null) this.notices.grown([grown]);
      }
    }
  }

  /** Answers the log that grew. */
  private async page(tx: EntityManager, id: string): Promise<number | null> {
    await lockFanOut(tx);
    const command = commandOfSystem('backfill', tx, this.clock());
    const subscription = await load(command, SubscriptionTable, id);
    if (subscription.state !== 'catching_up') return null;
    const events = await earlierEvents(tx, subscription.caught_up_to!, pageEvents);
    const wanted = events.filter((event) => isWanted(subscription, event));
    const { log_no } = subscription;
    const entries = wanted.map(({ event_no }) => ({ log_no, event_no }));
    const appended = (await appendEntries(tx, entries, { now: command.now, isBackfill: true })).get(log_no) ?? 0;
    await noteCaughtUp(tx, id, { caught_up_to: events.at(-1)?.event_no ?? subscription.caught_up_to!, backfilled: appended });
    if (events.length < pageEvents) {
      await noteChange(tx);
      const { code, backfilled } = await save(
        command,
        SubscriptionTable,
        catchUp(await load(command, SubscriptionTable, id), dateAt(command.now)),
      );
      this.log.log(`subscription ${code} has caught up: ${backfilled} earlier events`);
    }
    return appended > 0 ? log_no : null;
  }
}

function isWanted(subscription: Subscription, event: Parameters<typeof matches>[1] & { occurred_at: Date }): boolean {
  return matches(subscription, event) && (subscription.start_at === null || event.occurred_at >= subscription.start_at);
}
