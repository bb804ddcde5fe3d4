import { saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { Fair } from '../fairs/fair.ts';
import { doesAnybodyWait, freeBooths, lockedExpired, lockedWaiting } from './booth-application.store.ts';
import { BoothApplicationTable } from './booth-application.table.ts';
import { expire, isOpenForBooths, offer } from './booth-use.ts';
import { offersFor } from './booth-waiting-list.ts';

/** Gives booths that become free to those who wait. The fair is locked for it alone. */
@Injectable()
export class BoothWaitingListService {
  async serve(command: Command, fair: Fair): Promise<void> {
    const { tx, now } = command;
    if (!isOpenForBooths(fair) || now >= fair.ends_at || !(await doesAnybodyWait(tx, fair.id))) return;
    const offers = offersFor(await lockedWaiting(tx, fair.id), await freeBooths(tx, fair.id));
    await saveAll(
      command,
      BoothApplicationTable,
      offers.map(({ waiting, booth }) => offer(waiting, booth, fair, now)),
    );
  }

  /** An expired hold or offer blocks nobody, even before the job has come to it. */
  async settleExpired(command: Command, fair: Fair): Promise<void> {
    const { tx, now } = command;
    const expired = await lockedExpired(tx, fair.id, now);
    if (expired.length === 0) return;
    await saveAll(
      command,
      BoothApplicationTable,
      expired.map((one) => expire(one, fair, now)),
    );
    await this.serve(command, fair);
  }
}
