import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { serviceEntry, topicOf } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { FanOut } from './fan-out.service.ts';
import { LogNotices } from './log-notices.client.ts';

@Controller()
export class ParkEventsConsumer {
  constructor(
    @Inject(FanOut) private readonly fanOut: FanOut,
    @Inject(LogNotices) private readonly notices: LogNotices,
  ) {}

  /** Whole topics: what this version does not know is parked until it does, and then comes into the logs in its order. */
  @EventPattern(serviceEntry('feeds').listensTo.map(topicOf))
  async taken({ tx, events, now, onCommit }: Intake): Promise<void> {
    const logs = await this.fanOut.takeIn(tx, events, now);
    if (logs.length > 0) onCommit(() => this.notices.grown(logs));
  }
}
