import { dateAt, Refusal } from '@park/kernel';
import { changeLocked, newIdentity, requireIfMatch, save, SETTINGS, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { FeedsSettings } from '../feeds.config.ts';
import { noteChange } from '../log/log.store.ts';
import { keptSince } from '../log/retention.ts';
import { memberOf } from '../members/member.store.ts';
import { firstEventToLookAt } from './backfill.store.ts';
import { changeContent, end, mostSubscriptions, subscribe, type Subscription } from './subscription.ts';
import { countLive } from './subscription.store.ts';
import { subscriptions, SubscriptionTable } from './subscription.table.ts';
import type { ChangeSubscriptionDto, SubscribeDto } from './subscriptions.dto.ts';

@Injectable()
export class SubscriptionsService {
  constructor(@Inject(SETTINGS) private readonly settings: FeedsSettings) {}

  /**
   * In turn with the fan-out: what comes after it is looked up in it, what came before is not.
   * Throws `conflict too_many_subscriptions`, `invalid unknown_member`, `forbidden members_only`, `forbidden membership_not_active`.
   */
  async subscribe(
    command: Command,
    { organisation_id, start, start_at, name, types, modes, topics, resources }: SubscribeDto,
  ): Promise<Subscription> {
    const member = await memberOf(command, organisation_id);
    await noteChange(command.tx);
    if ((await countLive(command.tx, member.log_no)) >= mostSubscriptions)
      throw new Refusal(
        'conflict',
        'too_many_subscriptions',
        `A member has at most ${mostSubscriptions} subscriptions that have not ended.`,
      );
    const begin = { start, start_at: start_at === undefined ? null : new Date(start_at) };
    const caughtUpTo = await firstEventToLookAt(command.tx, begin, keptSince(command.now, this.settings.FEED_RETENTION_DAYS));
    const content = { name, types, modes, topics, resources };
    return await save(command, SubscriptionTable, subscribe(await newIdentity(command, 'SB'), member, content, begin, caughtUpTo));
  }

  async change(command: Command, id: string, content: ChangeSubscriptionDto): Promise<Subscription> {
    await noteChange(command.tx);
    return await changeLocked(requireIfMatch(command), subscriptions, id, (row) => changeContent(row, content, dateAt(command.now)));
  }

  async end(command: Command, id: string): Promise<Subscription> {
    await noteChange(command.tx);
    return await changeLocked(command, subscriptions, id, (row) => end(row, dateAt(command.now)));
  }
}
