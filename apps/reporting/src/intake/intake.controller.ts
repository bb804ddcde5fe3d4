import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { publishers, sourceOf, topicOf } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { SETTINGS } from '@park/service-kit';
import { LiveBoard } from '../board/board.service.ts';
import { figures } from '../figures/registry.ts';
import { takeIn } from '../ledger/intake.store.ts';
import type { ReportingSettings } from '../reporting.config.ts';

@Controller()
export class IntakeController {
  private readonly ours: ReadonlySet<string>;

  constructor(
    @Inject(SETTINGS) settings: ReportingSettings,
    @Inject(LiveBoard) private readonly board: LiveBoard,
  ) {
    this.ours = new Set(publishers.map((service) => sourceOf(settings.PARK_CODE, service)));
  }

  /** Every event of this park goes into the journal, also what no figure needs yet; another park's on the same Kafka is none of ours. */
  @EventPattern(publishers.map(topicOf))
  async taken({ tx, events, now }: Intake): Promise<void> {
    const own = events.filter(({ source }) => this.ours.has(source));
    if ((await takeIn(tx, figures.kinds, own, now)) > 0) this.board.expectChange();
  }
}
