import { parkOrganisation, type Actor } from '@park/kernel';
import { lockAll, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { EmployerTable } from '../employers/employer.table.ts';
import { EmployersService } from '../employers/employers.service.ts';
import { fairOn, type Fair } from '../fairs/fair.ts';
import { endedOn } from '../fairs/fair-end.ts';
import { lockedFairs } from '../fairs/fair.store.ts';
import { cancellableStates, type BoothApplication } from './booth-application.ts';
import { lockedOfFair } from './booth-application.store.ts';
import { BoothApplicationTable } from './booth-application.table.ts';
import { cancel, concludeWithFair, endWithFair } from './booth-use.ts';
import { BoothWaitingListService } from './booth-waiting-list.service.ts';
import { dateAt } from '@park/kernel';

const rules: Actor = { id: 'employer-standing', type: 'system', organisation: parkOrganisation };

/** Changes to all booth applications of a fair, or of an employer. The caller holds the exclusive lock of the fair. */
@Injectable()
export class FairBoothsService {
  constructor(
    @Inject(EmployersService) private readonly employers: EmployersService,
    @Inject(BoothWaitingListService) private readonly waitingList: BoothWaitingListService,
  ) {}

  /** The fair does not take place. */
  async endAll(command: Command, fair: Fair, reason: string): Promise<void> {
    const open = await lockedOfFair(command.tx, fair.id);
    await saveAll(
      command,
      BoothApplicationTable,
      open.map((one) => endWithFair(one, reason, fair, dateAt(command.now))),
    );
  }

  /** The employers whose standing the end of the fair may change. They are locked before the fair. */
  async lockEmployersToCome(command: Command, fairId: string): Promise<void> {
    const rows: { employer_id: string }[] = await command.tx.query(
      `select employer_id from booth_application where fair_id = $1 and state = 'confirmed'`,
      [fairId],
    );
    const ids = rows.map(({ employer_id }) => employer_id);
    await lockAll(command, EmployerTable, ids, 'update');
  }

  /** The fair is over: nothing stays open, and an employer that never came is a no-show. */
  async concludeAll(command: Command, fair: Fair): Promise<void> {
    const open = await lockedOfFair(command.tx, fair.id);
    const on = endedOn(fair, command.now);
    const saved = await saveAll(
      command,
      BoothApplicationTable,
      open.map((one) => concludeWithFair(one, fair, command.now, on)),
    );
    for (const one of saved) await this.noteLapse(command, one, fair);
  }

  /** A no-show, or a late cancellation, counts against the employer by rule, whoever brought it about. Nothing else does. */
  async noteLapse(command: Command, { employer_id, state }: BoothApplication, fair: Fair): Promise<void> {
    if (state !== 'no_show' && state !== 'late_cancelled') return;
    const ground = state === 'no_show' ? ('no_show' as const) : ('late_cancellation' as const);
    const lapse = { ground, fair_id: fair.id, on: fairOn(fair)! };
    await this.employers.noteLapse({ ...command, actor: rules, expectedVersion: null }, employer_id, lapse);
  }

  /** An employer has left the park (flow F2): what it has ahead of it is cancelled, and its booths go to those who wait. Its row is locked. */
  async cancelOfEmployer(command: Command, employerId: string, reason: string): Promise<void> {
    const { tx, now } = command;
    const rows: { fair_id: string }[] = await tx.query(
      'select fair_id from booth_application where employer_id = $1 and state = any ($2)',
      [employerId, cancellableStates],
    );
    for (const fair of (
      await lockedFairs(
        tx,
        rows.map(({ fair_id }) => fair_id),
      )
    ).values()) {
      const own = (await lockedOfFair(tx, fair.id, cancellableStates)).filter(({ employer_id }) => employer_id === employerId);
      await saveAll(
        command,
        BoothApplicationTable,
        own.map((one) => cancel(one, { by: 'departure', reason }, fair, now)),
      );
      await this.waitingList.serve(command, fair);
    }
  }
}
