import { identityWith, knownByCode, save, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isOver } from '../gatherings/gathering-course.ts';
import { gatheringMachine, type Gathering } from '../gatherings/gathering.ts';
import { GatheringTable } from '../gatherings/gathering.table.ts';
import { GatheringsService } from '../gatherings/gatherings.service.ts';
import { openCounter, setCounterCapacity } from '../quotas/seat-counter.store.ts';
import { SeasonTable } from '../seasons/season.table.ts';
import { changeOf, draftOf, type Activity } from './activity-gathering.ts';

/** The gathering of an activity, one for each: its id in a unique column makes a repeated event harmless (flow F6). */
@Injectable()
export class ActivityGatheringsService {
  constructor(@Inject(GatheringsService) private readonly gatherings: GatheringsService) {}

  async draft(command: Command, activity: Activity): Promise<void> {
    if (await lockedGathering(command.tx, activity.id)) return;
    const gathering = await save(command, GatheringTable, draftOf(identityWith(command, await freeCode(command, activity)), activity));
    await openCounter(command.tx, { holder_id: gathering.id, gathering_id: gathering.id, capacity: gathering.capacity });
  }

  /** After the review the gathering is the one that decides, and the activity follows it. */
  async change(command: Command, activity: Activity): Promise<void> {
    const gathering = await lockedGathering(command.tx, activity.id);
    if (gathering?.state !== 'draft') return;
    const season = gathering.season_id === null ? null : await command.tx.findOneBy(SeasonTable, { id: gathering.season_id });
    const { id, capacity } = await save(command, GatheringTable, changeOf(gathering, activity, season));
    if (capacity !== gathering.capacity) await setCounterCapacity(command.tx, id, capacity);
  }

  /** With every registration, as when the park calls a gathering off; one that was over `at` that moment stays as it is. */
  async cancel(command: Command, activityId: string, reason: string, at: Date): Promise<void> {
    const gathering = await lockedGathering(command.tx, activityId);
    if (!gathering || !gatheringMachine.cancel.from.includes(gathering.state) || isOver(gathering, at)) return;
    await this.gatherings.cancel(command, gathering.id, reason, at);
  }
}

async function lockedGathering(tx: EntityManager, activityId: string): Promise<Gathering | null> {
  return await tx.findOne(GatheringTable, { where: { activity_id: activityId }, lock: { mode: 'pessimistic_write' } });
}

/** The code of the activity; with the end of its id where another gathering was given that code by hand. */
async function freeCode(command: Command, { code, id }: Activity): Promise<string> {
  const known = await knownByCode(command, GatheringTable, [code]);
  return known.size === 0 ? code : `${code.slice(0, 27)}-${id.slice(-12).toUpperCase()}`;
}
