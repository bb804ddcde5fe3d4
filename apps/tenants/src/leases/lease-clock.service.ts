import { change, saveAll } from '@park/service-kit';
import { addDays, dateAt, Refusal } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { IsNull, LessThan, LessThanOrEqual, MoreThan, Or } from 'typeorm';
import { OccupanciesService } from '../occupancies/occupancies.service.ts';
import { expire, holdOver, remind, reminderDays } from './lease-course.ts';
import { LeaseTable } from './lease.table.ts';
import { LeasesService } from './leases.service.ts';

const dueAtATime = 200;

/** What time does to leases: found by date, so that a pause misses nothing; kept to once by their states. */
@Injectable()
export class LeaseClock {
  private readonly log = new Logger('LeaseClock');

  constructor(
    @Inject(LeasesService) private readonly leases: LeasesService,
    @Inject(OccupanciesService) private readonly occupancies: OccupanciesService,
  ) {}

  /** Signed leases whose start has come and whose deposit is there. One that is refused waits for a clerk and holds up no other. */
  async activateDue(command: Command): Promise<number> {
    const due: { id: string }[] = await command.tx.query(
      `select id from lease where state = 'signed' and start_on <= $1 and deposit_received_fen >= deposit_fen order by start_on limit $2`,
      [dateAt(command.now), dueAtATime],
    );
    let activated = 0;
    for (const { id } of due) {
      try {
        await command.tx.transaction((tx) => this.leases.activate({ ...command, tx }, id, undefined));
        activated++;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.log.warn(`lease ${id} stays signed: ${error.code}`);
      }
    }
    return activated;
  }

  async remindDue(command: Command): Promise<number> {
    const today = dateAt(command.now);
    let sent = 0;
    for (const days of reminderDays) {
      const due = await command.tx.find(LeaseTable, {
        where: { state: 'active', end_on: LessThanOrEqual(addDays(today, days)), reminded_days: Or(IsNull(), MoreThan(days)) },
        take: dueAtATime,
      });
      const reminded = await saveAll(
        command,
        LeaseTable,
        due.map((lease) => remind(lease, today)),
      );
      sent += reminded.length;
    }
    return sent;
  }

  async expireDue(command: Command): Promise<number> {
    const due = await command.tx.find(LeaseTable, {
      where: { state: 'active', end_on: LessThanOrEqual(dateAt(command.now)) },
      take: dueAtATime,
    });
    await saveAll(command, LeaseTable, due.map(expire));
    return due.length;
  }

  async holdOverDue(command: Command): Promise<number> {
    const due = await command.tx.find(LeaseTable, { where: { state: 'expired', end_on: LessThan(dateAt(command.now)) }, take: dueAtATime });
    for (const { id } of due) {
      await change(command, LeaseTable, id, holdOver);
      await this.occupancies.keepBeyondEnd(command, id);
    }
    return due.length;
  }
}
