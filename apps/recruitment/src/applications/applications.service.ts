import { unchanged, type Decision } from '@park/contracts';
import { dateAt, Refusal, type LocalDate } from '@park/kernel';
import { changeLocked, load, lock, newIdentity, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { requireActive } from '../candidates/candidate.ts';
import { keepCandidates, lockedCandidate, resumeOf } from '../candidates/candidate.store.ts';
import { consentStands } from '../consents/consent.store.ts';
import { ConsentsService } from '../consents/consents.service.ts';
import { requireFair } from '../postings/fair-reference.store.ts';
import { requireTakesApplications, type Posting } from '../postings/posting.ts';
import { sharedPosting } from '../postings/posting.store.ts';
import { saveApplication } from './application.store.ts';
import {
  apply,
  backToInterviewing,
  hire,
  hold,
  moveStage,
  noteOffered,
  pendOffer,
  reactivate,
  reject,
  requireFairNamed,
  resume,
  unhire,
  withdraw,
  type Application,
  type ApplicationState,
  type OpenStage,
} from './application.ts';
import { applications, ApplicationTable } from './application.table.ts';
import type { ApplyDto } from './applications.dto.ts';

/** An application that was rejected or withdrawn has no standing offer any longer (invariant 3). */
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

  constructor(@Inject(ConsentsService) private readonly consents: ConsentsService) {}

  /** Registered once, by the constructor of a service. */
  whenEnded(listener: ApplicationEnded): void {
    this.listeners.push(listener);
  }

  /**
   * Freezes the version of the résumé. Applying gives the employer the candidate's consent where the body says so. Throws
   * `conflict consent_required`, `conflict resume_missing`, `conflict already_applied`, and what its steps throw.
   */
  async apply(command: Command, { posting_id, candidate_id, source, consent = false, ...body }: ApplyDto): Promise<Application> {
    const { tx, now } = command;
    const today = dateAt(now);
    const fair_id = body.fair_id ?? null;
    const posting = await sharedPosting(tx, posting_id);
    requireTakesApplications(posting, today);
    requireFairNamed(source, fair_id, 'fair_id');
    await requireFair(tx, fair_id);
    const candidate = await lockedCandidate(tx, candidate_id);
    requireActive(candidate);
    const resume = await resumeOf(tx, candidate_id, candidate.resume_version);
    if (!resume) throw new Refusal('conflict', 'resume_missing', 'The candidate has handed in no résumé.');
    const { employer_id, employer_uscc } = posting;
    if (consent) await this.consents.giveAll(command, [{ candidate_id, purpose: 'application', employer_id, employer_uscc, on: today }]);
    else if (!(await consentStands(tx, candidate_id, 'application', employer_uscc))) throw consentRequired();
    const about = { candidate_id, candidate_masked: candidate.name_masked, resume_version: resume.version };
    const wish = { ...employerSide(posting), ...about, source, fair_id, applied_on: today };
    const application = await saveApplication(command, apply(await newIdentity(command, 'AP'), wish, resume.sha256, now));
    await keepCandidates(tx, [{ candidate_id, on: today }]);
    return application;
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

  /** A change that an offer brings to its application, whoever acts on the offer. */
  private async changeAny(command: Command, id: string, decide: (row: Application) => Decision<Application>): Promise<Application> {
    await lock(command, ApplicationTable, id, 'update');
    return await saveApplication(command, decide(await load(command, ApplicationTable, id)));
  }
}

/** Fields that an application takes over from its posting. */
export function employerSide({ id, employer_id, employer_uscc, entity_id, industry_code }: Posting) {
  return { posting_id: id, employer_id, employer_uscc, entity_id, industry_code };
}

function consentRequired(): Refusal {
  return new Refusal(
    'conflict',
    'consent_required',
    'The candidate must agree that the employer sees the application: `consent` must be true.',
  );
}
