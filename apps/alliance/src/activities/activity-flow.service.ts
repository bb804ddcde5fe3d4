import { dateAt } from '@park/kernel';
import { save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { activityMachine, cancel, followGathering, hold, link, type Activity, type ActivityContent } from './activity.ts';
import { ActivityTable } from './activity.table.ts';
import { countAttendance } from './attendance.ts';
import { visitsByMember, type KnownGathering } from './gathering.store.ts';

/** An activity goes the way of its gathering in the events service (flow F6). The gathering is locked. */
@Injectable()
export class ActivityFlowService {
  /** Its first event tells which activity it is of. */
  async link(command: Command, { gathering_id, activity_id }: KnownGathering): Promise<void> {
    const activity = await lockedActivity(command.tx, activity_id);
    if (activity) await save(command, ActivityTable, link(activity, gathering_id, dateAt(command.now)));
  }

  async move(
    command: Command,
    gathering: KnownGathering,
    to: Partial<Pick<ActivityContent, 'starts_at' | 'ends_at' | 'place'>>,
  ): Promise<void> {
    const activity = await lockedActivity(command.tx, gathering.activity_id);
    if (activity) await save(command, ActivityTable, followGathering(activity, to, dateAt(command.now)));
  }

  /** The events service has looked at the clock, and that of this service may be some moments behind. */
  async begin(command: Command, gathering: KnownGathering): Promise<void> {
    const activity = await lockedActivity(command.tx, gathering.activity_id);
    if (activity?.state === 'published') await save(command, ActivityTable, hold(activity, activity.starts_at));
  }

  async cancel(command: Command, gathering: KnownGathering, reason: string): Promise<void> {
    const activity = await lockedActivity(command.tx, gathering.activity_id);
    if (!activity || !activityMachine.cancel.from.includes(activity.state) || activity.attendance !== null) return;
    await save(command, ActivityTable, cancel(activity, reason, dateAt(command.now)));
  }

  /** By the door, once the gathering has ended, and again where somebody came in later or did not come after all. */
  async count(command: Command, gathering: KnownGathering): Promise<void> {
    const { tx, now } = command;
    const activity = await lockedActivity(tx, gathering.activity_id);
    if (activity?.state !== 'held') return;
    const visits = await visitsByMember(tx, gathering.gathering_id, activity.activity_on);
    await save(command, ActivityTable, countAttendance(activity, { ...visits, evidence_sha256: null }, dateAt(now)));
  }
}

async function lockedActivity(tx: EntityManager, id: string | null): Promise<Activity | null> {
  return id === null ? null : await tx.findOne(ActivityTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
}
