/** Events of recruitment about hires who want a home (flow F3). */
import { recruitment, type DataOf } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { commandCausedBy } from '@park/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { HiresJobs } from './hires.jobs.ts';
import { HiresService } from './hires.service.ts';

@Controller()
export class HiresConsumer {
  constructor(
    @Inject(HiresService) private readonly hires: HiresService,
    @Inject(HiresJobs) private readonly jobs: HiresJobs,
  ) {}

  @EventPattern<string>(recruitment.OfferAcceptedV1.type)
  async accepted({ tx, events, now, onCommit }: Intake<DataOf<typeof recruitment.OfferAcceptedV1>>): Promise<void> {
    const wishes = events.filter(({ data }) => data.wants_home);
    for (const event of wishes) await this.hires.noteAccepted(tx, event, now);
    if (wishes.length > 0) onCommit(() => this.jobs.soon());
  }

  @EventPattern<string>(recruitment.HireRenegedV1.type)
  async reneged({ tx, events, now }: Intake<DataOf<typeof recruitment.HireRenegedV1>>): Promise<void> {
    for (const event of events) if (event.data.wants_home) await this.hires.noteReneged(commandCausedBy(event, tx, now), event);
  }
}
