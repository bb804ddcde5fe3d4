/** The alliance's activities become gatherings: drafted, changed while they are drafts, and called off (flow F6). */
import { alliance, type DataOf, type ParkEvent } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { commandCausedBy } from '@park/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { activityOf } from './activity-gathering.ts';
import { ActivityGatheringsService } from './activity-gatherings.service.ts';

@Controller()
export class ActivitiesConsumer {
  constructor(@Inject(ActivityGatheringsService) private readonly gatherings: ActivityGatheringsService) {}

  @EventPattern<string>(alliance.ActivityPublishedV1.type)
  async published({ tx, events, now }: Intake<DataOf<typeof alliance.ActivityPublishedV1>>): Promise<void> {
    for (const event of events)
      if (event.data.has_gathering) await this.gatherings.draft(commandCausedBy(event as ParkEvent, tx, now), activityOf(event));
  }

  @EventPattern<string>(alliance.ActivityChangedV1.type)
  async changed({ tx, events, now }: Intake<DataOf<typeof alliance.ActivityChangedV1>>): Promise<void> {
    for (const event of events)
      if (event.data.has_gathering) await this.gatherings.change(commandCausedBy(event as ParkEvent, tx, now), activityOf(event));
  }

  @EventPattern<string>(alliance.ActivityCancelledV1.type)
  async cancelled({ tx, events, now }: Intake<DataOf<typeof alliance.ActivityCancelledV1>>): Promise<void> {
    for (const event of events)
      await this.gatherings.cancel(commandCausedBy(event as ParkEvent, tx, now), event.subject, event.data.reason, new Date(event.time));
  }
}
