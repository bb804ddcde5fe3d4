import { dateAt, invalid, isOperator, Refusal } from '@park/kernel';
import type { Decision } from '@park/contracts';
import { changeLocked, load, lock, missing, newIdentity, save, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { requireVerified, type Employer } from '../employers/employer.ts';
import { requireGoodStanding } from '../employers/employer-standing.ts';
import { sharedEmployer } from '../employers/employer.store.ts';
import { EmployerTable } from '../employers/employer.table.ts';
import type { Fair } from '../fairs/fair.ts';
import { fairDaysBetween, lockedFair, unknownFair } from '../fairs/fair.store.ts';
import {
  approve,
  draft,
  reject,
  requestChanges,
  requireOpenForApplications,
  submit,
  takingStates,
  type BoothApplication,
} from './booth-application.ts';
import { boothOf, freeBooths, isTaken, nextWaitlistNumber, offeringOf } from './booth-application.store.ts';
import { boothApplications, BoothApplicationTable } from './booth-application.table.ts';
import type { CancelBoothDto, DraftBoothApplicationDto, WaitForBoothDto } from './booth-applications.dto.ts';
import { accept, cancel, checkIn, confirm, decline, expire, hold, release, requireOpenForBooths, wait } from './booth-use.ts';
import { fits } from './booth-waiting-list.ts';
import { FairBoothsService } from './fair-booths.service.ts';
import { BoothWaitingListService } from './booth-waiting-list.service.ts';

interface Around {
  fair: Fair;
  employer: Employer;
}

/**
 * Locks are taken in one order, so that nothing waits in a circle: employer, fair, posting, booth application. A command that moves a
 * booth has the fair alone, and the employer where its standing may change; any other shares both.
 */
@Injectable()
export class BoothApplicationsService {
  constructor(
    @Inject(BoothWaitingListService) private readonly waitingList: BoothWaitingListService,
    @Inject(FairBoothsService) private readonly fairBooths: FairBoothsService,
  ) {}

  /** An employer's token drafts for itself alone: another employer is as unknown to it as a fair that is not filed. */
  async draft(command: Command, { fair_id, employer_id }: DraftBoothApplicationDto): Promise<BoothApplication> {
    const { tx, actor } = command;
    const employer = await sharedEmployer(tx, employer_id);
    if (!isOperator(actor) && employer.uscc !== actor.organisation)
      throw invalid('/employer_id', 'unknown_employer', 'There is no such employer.');
    const fair = await lockedFair(tx, fair_id, 'share');
    if (!isOperator(actor) && fair.state === 'draft') throw unknownFair('/fair_id');
    requireOpenForApplications(fair);
    return await save(command, BoothApplicationTable, draft(await newIdentity(command, 'BA'), fair, employer));
  }

  async submit(command: Command, id: string, postingIds: readonly string[]): Promise<BoothApplication> {
    return await this.change(command, id, async (row, { fair, employer }) => {
      requireOpenForApplications(fair);
      await this.requireFit(command, fair, employer);
      return submit(row, await offeringOf(command.tx, row, postingIds), fair, dateAt(command.now));
    });
  }

  /** The conditions of the submission are checked again. */
  async approve(command: Command, id: string): Promise<BoothApplication> {
    return await this.change(command, id, async (row, { fair, employer }) => {
      const decision = approve(row, fair, dateAt(command.now));
      requireOpenForApplications(fair);
      await this.requireFit(command, fair, employer);
      await offeringOf(command.tx, row, row.posting_ids);
      return decision;
    });
  }

  async requestChanges(command: Command, id: string, reason: string): Promise<BoothApplication> {
    return await this.change(command, id, (row, { fair }) => requestChanges(row, reason, fair, dateAt(command.now)));
  }

  async reject(command: Command, id: string, reason: string): Promise<BoothApplication> {
    return await this.change(command, id, (row, { fair }) => reject(row, reason, fair, dateAt(command.now)));
  }

  /** Throws `conflict booth_taken`, `conflict booth_blocked`. */
  async hold(command: Command, id: string, boothId: string): Promise<BoothApplication> {
    return await this.moveBooth(command, id, async (row, { fair, employer }) => {
      requireOpenForBooths(fair);
      await this.requireFit(command, fair, employer);
      const decision = hold(row, await boothOf(command.tx, fair.id, boothId), fair, command.now);
      if (await isTaken(command.tx, boothId)) throw new Refusal('conflict', 'booth_taken', 'Another employer has the booth.');
      return decision;
    });
  }

  async confirm(command: Command, id: string): Promise<BoothApplication> {
    return await this.moveBooth(command, id, (row, { fair }) => confirm(row, fair, command.now), { settles: false });
  }

  /** Throws `conflict booth_free` where a booth that will do is to be had. */
  async wait(command: Command, id: string, { wanted_class, wanted_zone }: WaitForBoothDto): Promise<BoothApplication> {
    const { tx, now } = command;
    return await this.moveBooth(command, id, async (row, { fair, employer }) => {
      const wish = { wanted_class: wanted_class ?? null, wanted_zone: wanted_zone ?? null };
      const decision = wait(row, wish, await nextWaitlistNumber(tx, fair.id), fair, dateAt(now));
      await this.requireFit(command, fair, employer);
      if ((await freeBooths(tx, fair.id)).some((booth) => fits(wish, booth)))
        throw new Refusal('conflict', 'booth_free', 'A booth that will do is free; it can be held at once.');
      return decision;
    });
  }

  async accept(command: Command, id: string): Promise<BoothApplication> {
    return await this.moveBooth(
      command,
      id,
      async (row, { fair, employer }) => {
        const decision = accept(row, fair, command.now);
        await this.requireFit(command, fair, employer);
        return decision;
      },
      { settles: false },
    );
  }

  async decline(command: Command, id: string): Promise<BoothApplication> {
    return await this.moveBooth(command, id, (row, { fair }) => decline(row, fair, dateAt(command.now)));
  }

  /** A hold or an offer that has run out. */
  async expire(command: Command, id: string): Promise<void> {
    await this.moveBooth(command, id, (row, { fair }) => expire(row, fair, command.now), { settles: false });
  }

  /** The park may cancel for itself, an employer's token for its employer alone. */
  async cancel(command: Command, id: string, { by = 'employer', reason }: CancelBoothDto): Promise<BoothApplication> {
    const cancellation = { by: isOperator(command.actor) ? by : ('employer' as const), reason };
    return await this.moveBooth(command, id, (row, { fair }) => cancel(row, cancellation, fair, command.now), { mayLapse: true });
  }

  async checkIn(command: Command, id: string): Promise<BoothApplication> {
    return await this.change(command, id, (row, { fair }) => checkIn(row, fair, command.now));
  }

  /** Its employer did not come in time. */
  async release(command: Command, id: string): Promise<void> {
    await this.moveBooth(command, id, (row, { fair }) => release(row, fair, command.now), { mayLapse: true });
  }

  /** Throws `conflict employer_not_verified`, `conflict employer_banned`, `conflict employer_sits_out`. */
  private async requireFit({ tx }: Command, fair: Fair, employer: Employer): Promise<void> {
    requireVerified(employer);
    const { sits_out_after } = employer;
    const between = sits_out_after === null ? [] : await fairDaysBetween(tx, sits_out_after, fair);
    requireGoodStanding(employer, dateAt(fair.starts_at), between);
  }

  private async change(
    command: Command,
    id: string,
    decide: (row: BoothApplication, around: Around) => Decision<BoothApplication> | Promise<Decision<BoothApplication>>,
  ): Promise<BoothApplication> {
    const { employer_id, fair_id } = await ownApplication(command, id);
    const employer = await sharedEmployer(command.tx, employer_id);
    const fair = await lockedFair(command.tx, fair_id, 'share');
    return await changeLocked(command, boothApplications, id, (row) => decide(row, { fair, employer }));
  }

  /** A booth that this frees is offered to those who wait. `settles`: expired holds and offers are dealt with first. */
  private async moveBooth(
    command: Command,
    id: string,
    decide: (row: BoothApplication, around: Around) => Decision<BoothApplication> | Promise<Decision<BoothApplication>>,
    { settles = true, mayLapse = false } = {},
  ): Promise<BoothApplication> {
    const { tx } = command;
    const { employer_id, fair_id } = await ownApplication(command, id);
    if (mayLapse) await lock(command, EmployerTable, employer_id, 'update');
    const employer = await sharedEmployer(tx, employer_id);
    const fair = await lockedFair(tx, fair_id, 'update');
    if (settles) await this.waitingList.settleExpired(command, fair);
    let had = false;
    const after = await changeLocked(command, boothApplications, id, (row) => {
      had = isTaking(row);
      return decide(row, { fair, employer });
    });
    if (had && !isTaking(after)) await this.waitingList.serve(command, fair);
    await this.fairBooths.noteLapse(command, after, fair);
    return after;
  }
}

function isTaking({ state }: BoothApplication): boolean {
  return (takingStates as readonly string[]).includes(state);
}

/** Before any lock: another's application is as if it were not there. */
async function ownApplication(command: Command, id: string): Promise<BoothApplication> {
  const row = await load(command, BoothApplicationTable, id);
  if (!isOperator(command.actor) && row.employer_uscc !== command.actor.organisation) throw missing(BoothApplicationTable, id);
  return row;
}
