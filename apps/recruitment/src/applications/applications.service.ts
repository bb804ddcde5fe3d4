import { unchanged, type Decision } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { changeLocked, lock, load, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { saveApplication } from './application.store.ts';
import {
  backToInterviewing,
  hire,
  hold,
  moveStage,
  noteOffered,
  pendOffer,
  reactivate,
  reject,
  resume,
  unhire,
  withdraw,
  type Application,
  type ApplicationState,
  type OpenStage,
} from './application.ts';
import { applications, ApplicationTable } from './application.table.ts';

/** What follows when an application is rejected or withdrawn: no offer of it stands any longer (invariant 3). */
export interface ApplicationEnded {
  /** In the same transaction, with the application locked. */
  applicationEnded(command: Command, application: Application, reason: string): Promise<void>;
}

/**
 * Locks are taken in one order, so that nothing waits in a circle: employer, posting, person, candidate, application, offer, hire.
 */
@Injectable()
export class ApplicationsService {
  private readonly listeners: ApplicationEnded[] = [];

  /** Registered once, by the constructor of a service. */
  whenEnded(listener: ApplicationEnded): void {
    this.listeners.push(listener);
  }

  async move(command: Command, id: string, step: { from: ApplicationState; to: OpenStage }): Promise<Application> {
    return await this.changeOwn(command, id, (application) => moveStage(application, step, command.now));
  }

  async hold(command: Command, id: string): Promise<Application> {
    return await this.changeOwn(command, id, (application) => hold(application, command.now));
  }

  async resume(command: Command, id: string): Promise<Application> {
    return await this.changeOwn(command, id, (application) => resume(application, command.now));
  }

  async reject(command: Command, id: string, reason: string): Promise<Application> {
    return await this.end(command, id, reason, (application) => reject(application, reason, command.now));
  }

  async reactivate(command: Command, id: string, reason: string): Promise<Application> {
    return await this.changeOwn(command, id, (application) => reactivate(application, reason, command.now));
  }

  async withdraw(command: Command, id: string, reason: string): Promise<Application> {
    return await this.end(command, id, reason, (application) => withdraw(application, reason, command.now));
  }

  /** An offer is drafted. Throws `conflict invalid_transition` unless the application is active. */
  async offerPending(command: Command, id: string): Promise<Application> {
    return await this.changeAny(command, id, (application) => pendOffer(application, command.now));
  }

  /** The offer is extended. */
  async offered(command: Command, id: string): Promise<Application> {
    return await this.changeAny(command, id, (application) => noteOffered(application, command.now));
  }

  /** The offer is declined, expired or withdrawn. */
  async backToInterviewing(command: Command, id: string): Promise<Application> {
    return await this.changeAny(command, id, (application) => backToInterviewing(application, command.now));
  }

  /** The offer is accepted. */
  async hire(command: Command, id: string, offerId: string, on: LocalDate): Promise<Application> {
    return await this.changeAny(command, id, (application) => hire(application, { offer_id: offerId, on }, command.now));
  }

  /** The hire did not start: known on the day `on`. */
  async unhire(command: Command, id: string, reason: string, on: LocalDate): Promise<Application> {
    return await this.changeAny(command, id, (application) => unhire(application, { reason, on }, command.now));
  }

  private async end(
    command: Command,
    id: string,
    reason: string,
    decide: (application: Application) => Decision<Application>,
  ): Promise<Application> {
    const application = await this.changeOwn(command, id, decide);
    for (const listener of this.listeners) await listener.applicationEnded(command, application, reason);
    return application;
  }

  /** By the park or the employer: another's application is as if it were not there. */
  private async changeOwn(command: Command, id: string, decide: (row: Application) => Decision<Application>): Promise<Application> {
    return await changeLocked(command, applications, id, async (row) => unchanged(await saveApplication(command, decide(row))));
  }

  /** What an offer does to its application, whoever acts on the offer. */
  private async changeAny(command: Command, id: string, decide: (row: Application) => Decision<Application>): Promise<Application> {
    await lock(command, ApplicationTable, id, 'update');
    return await saveApplication(command, decide(await load(command, ApplicationTable, id)));
  }
}
