import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { publishers, topicOf } from '@park/contracts';
import type { Intake } from '@park/outbox';
import { LiveBoard } from '../board/board.service.ts';
import { figures } from '../figures/registry.ts';
import { takeIn } from '../ledger/intake.store.ts';

@Controller()
export class IntakeController {
  constructor(@Inject(LiveBoard) private readonly board: LiveBoard) {}

  /** Every event of this park goes into the journal, also what no figure needs yet. */
  @EventPattern(publishers.map(topicOf))
  async taken({ tx, events, now, onCommit }: Intake): Promise<void> {
    const move = await takeIn(tx, figures.kinds, events, now);
    if (move) onCommit(() => this.board.follow(move));
  }
}
