import type { DataOf, ParkEvent, recruitment } from '@park/contracts';
import { knownMarketEntities, type KnownMarketEntity } from '@park/directory';
import { dateAt } from '@park/kernel';
import { commandOfSystem, newIdentity, PersonalData, recordOfCommand, save, type Command } from '@park/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ApplicantsService } from '../applications/applicants.service.ts';
import type { Application } from '../applications/application.ts';
import { ApplicationTable } from '../applications/application.table.ts';
import { ApplicationsService, drafted, wishOf } from '../applications/applications.service.ts';
import { TenanciesService } from '../tenancies/tenancies.service.ts';
import {
  degreeOf,
  graduatedOn,
  nextTryAt,
  renegedReason,
  requestedStart,
  waitsForEmployer,
  type HireApplication,
} from './hire-application.ts';
import { insertHireApplication, lockedHireApplication, openApplicationOf, saveHireApplication, takeDue } from './hire-application.store.ts';
import { IdentityClient, type HandedOn } from './identity.client.ts';

type Accepted = ParkEvent<DataOf<typeof recruitment.OfferAcceptedV1>>;
type Reneged = ParkEvent<DataOf<typeof recruitment.HireRenegedV1>>;

const product = 'long_let';

/**
 * Hire-to-home (flow F3): an accepted offer whose candidate wants a home becomes a draft, by an offer once. Locks: the row of the offer,
 * then those of TenanciesService in their order.
 */
@Injectable()
export class HiresService {
  private readonly log = new Logger('Hires');

  constructor(
    @Inject(IdentityClient) private readonly identities: IdentityClient,
    @Inject(ApplicantsService) private readonly applicants: ApplicantsService,
    @Inject(ApplicationsService) private readonly applications: ApplicationsService,
    @Inject(TenanciesService) private readonly tenancies: TenanciesService,
    @Inject(PersonalData) private readonly personalData: PersonalData,
  ) {}

  async noteAccepted(tx: EntityManager, event: Accepted, now: Date): Promise<void> {
    const { candidate_id, employer_uscc, start_on } = event.data;
    const row = { ...causeOf(event), offer_id: event.subject, candidate_id, employer_uscc, start_on, state: 'due' as const, reason: null };
    await insertHireApplication(tx, row, now);
  }

  /** Counts once; where it comes before the acceptance, nothing is drafted when that comes. */
  async noteReneged(command: Command, event: Reneged): Promise<void> {
    const { tx, now } = command;
    const { offer_id, candidate_id, reneged_on } = event.data;
    const unheard = { offer_id, candidate_id, employer_uscc: null, start_on: null, state: 'refused' as const, reason: renegedReason };
    await insertHireApplication(tx, { ...causeOf(event), ...unheard }, now);
    const row = await lockedHireApplication(tx, offer_id);
    if (row.reneged_on !== null) return;
    const outcome = row.state === 'due' ? { state: 'refused' as const, reason: renegedReason } : {};
    await saveHireApplication(tx, row, { ...outcome, reneged_on });
    if (row.application_id === null) return;
    const tenancy = await this.applications.noteReneged(command, row.application_id, offer_id, reneged_on, row.is_linked);
    if (tenancy !== null) await this.tenancies.noteReneged(command, tenancy, offer_id, reneged_on);
  }

  /** One that is due; answers 0 where none is, or where recruitment does not answer: the others wait for the next turn then. */
  async draftNext({ tx, now }: Command): Promise<number> {
    const row = await takeDue(tx, now);
    if (!row) return 0;
    const identity = await this.identities.identityOf(row).catch((error: unknown) => {
      this.log.warn(`recruitment does not hand on the identity for offer ${row.offer_id}: ${String(error)}`);
      return null;
    });
    if (identity === null) return await this.putOff(tx, row, now, 'recruitment does not answer', 0);
    if ('refused' in identity) {
      await saveHireApplication(tx, row, { state: 'refused', reason: identity.refused });
      return 1;
    }
    try {
      return await tx.transaction((savepoint) => this.settle(commandOf(row, savepoint, now), row, identity));
    } catch (err) {
      this.log.error({ msg: `no application could be drafted for offer ${row.offer_id}`, err });
      return await this.putOff(tx, row, now, 'internal_error', 1);
    }
  }

  private async settle(command: Command, row: HireApplication, identity: HandedOn): Promise<number> {
    const { tx, now } = command;
    const employers = await knownMarketEntities(tx, row.employer_uscc === null ? [] : [row.employer_uscc]);
    const employer = employers.get(row.employer_uscc ?? '') ?? null;
    if (waitsForEmployer(row, employer !== null)) return await this.putOff(tx, row, now, 'the employer is not known yet', 1);
    const known = await this.openApplication(tx, identity, employer);
    const application_id = known ?? (await this.draft(command, row, identity, employer)).id;
    await recordOfCommand(command, 'personal_data_received', 'GET recruitment /candidates/{id}/identity', {
      candidate_id: row.candidate_id,
      offer_id: row.offer_id,
      application_id,
      traceparent: row.traceparent,
    });
    await saveHireApplication(tx, row, { state: 'done', reason: null, application_id, is_linked: known !== null });
    return 1;
  }

  private async openApplication(
    tx: EntityManager,
    { name, citizen_id }: HandedOn,
    employer: KnownMarketEntity | null,
  ): Promise<string | null> {
    const applicantIds = [null, employer].map((by) => this.applicants.claimed({ name, citizen_id }, by).applicant_id);
    return await openApplicationOf(tx, product, { personReference: this.personalData.reference(citizen_id), applicantIds });
  }

  /** Of what the applicant has to state, recruitment knows the education; the rest is to be supplemented. */
  private async draft(
    command: Command,
    row: HireApplication,
    handedOn: HandedOn,
    employer: KnownMarketEntity | null,
  ): Promise<Application> {
    const { name, citizen_id, phone, education, graduation_year } = handedOn;
    const today = dateAt(command.now);
    const identity = { name, citizen_id, ...(phone !== null && { phone }) };
    const body = {
      ...identity,
      product,
      requested_start: requestedStart(row, today),
      degree: degreeOf(education),
      graduated_on: graduatedOn(graduation_year),
      social_insurance: false,
      owns_home: false,
      other_housing_benefit: false,
    } as const;
    const wish = {
      ...wishOf(body, this.applicants.claimed(identity, employer), employer),
      source: 'hire' as const,
      offer_id: row.offer_id,
    };
    const decision = drafted(await newIdentity(command, 'HA'), wish, employer, today, today);
    const application = await save(command, ApplicationTable, decision);
    await this.applicants.keepClaim(command, application, identity);
    return application;
  }

  private async putOff<Answer>(tx: EntityManager, row: HireApplication, now: Date, reason: string, answer: Answer): Promise<Answer> {
    const attempts = row.attempts + 1;
    await saveHireApplication(tx, row, { attempts, next_try_at: nextTryAt(attempts, now), reason });
    return answer;
  }
}

function causeOf({ id, correlationid, traceparent }: ParkEvent): Pick<HireApplication, 'event_id' | 'correlation_id' | 'traceparent'> {
  return { event_id: id, correlation_id: correlationid, traceparent: traceparent ?? null };
}

/** The event is the cause of all that follows, which carries on its correlation and trace. */
function commandOf({ event_id, correlation_id, traceparent }: HireApplication, tx: EntityManager, now: Date): Command {
  return { ...commandOfSystem('hires', tx, now), causationId: event_id, correlationId: correlation_id, traceparent };
}
