import type { Decision } from '@park/contracts';
import { dateAt, invalid } from '@park/kernel';
import { changeLocked, load, lock, newIdentity, save, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Application } from '../applications/application.ts';
import { applications, ApplicationTable } from '../applications/application.table.ts';
import { ApplicationsService, type ApplicationEnded } from '../applications/applications.service.ts';
import { CandidateTable } from '../candidates/candidate.table.ts';
import { keepCandidates } from '../candidates/candidate.store.ts';
import { requireHousingConsent } from '../consents/consent.store.ts';
import { sharedEmployer } from '../employers/employer.store.ts';
import { agree } from '../hires/hire.ts';
import { HireTable } from '../hires/hire.table.ts';
import { OpeningsService } from '../postings/openings.service.ts';
import { PostingTable } from '../postings/posting.table.ts';
import { lockedOffersOf, ownRow, requireOwnRow } from './offer.store.ts';
import {
  accept,
  approve,
  decline,
  deprecate,
  draft,
  expire,
  extend,
  isLiveOffer,
  requireAcceptable,
  requireTakesOffers,
  withdraw,
  type Offer,
} from './offer.ts';
import { offers, OfferTable } from './offer.table.ts';
import type { AcceptOfferDto, DraftOfferDto } from './offers.dto.ts';

/**
 * Locks are taken in one order, so that nothing waits in a circle: employer, posting, person, candidate, application, offer, hire. The
 * first ones also because a new offer or hire refers to them.
 */
@Injectable()
export class OffersService implements ApplicationEnded {
  constructor(
    @Inject(ApplicationsService) private readonly applications: ApplicationsService,
    @Inject(OpeningsService) private readonly openings: OpeningsService,
  ) {
    applications.whenEnded(this);
  }

  /** Takes the place of the version that is live. Throws `invalid unknown_application`, `conflict posting_closed`. */
  async draft(command: Command, { application_id, ...terms }: DraftOfferDto): Promise<Offer> {
    const { tx, actor, now } = command;
    const today = dateAt(now);
    const known = await ownRow(command, applications, application_id);
    if (!known) throw invalid('/application_id', 'unknown_application', 'There is no such application.');
    await sharedEmployer(tx, known.employer_id);
    await lock(command, PostingTable, known.posting_id, 'share');
    requireTakesOffers(await load(command, PostingTable, known.posting_id));
    await lock(command, CandidateTable, known.candidate_id, 'share');
    const application = await this.applications.offerPending(command, application_id);
    const versions = await lockedOffersOf(command, application_id);
    // Before the new one: the index allows one that is live, and new rows are inserted before others are updated.
    await saveAll(
      command,
      OfferTable,
      versions.filter(isLiveOffer).map((offer) => deprecate(offer, today)),
    );
    const offer_version = (versions.at(-1)?.offer_version ?? 0) + 1;
    const decision = draft(await newIdentity(command, 'OF'), application, { ...terms, by: actor.id, offer_version, on: today });
    return await save(command, OfferTable, decision);
  }

  async approve(command: Command, id: string): Promise<Offer> {
    return await changeLocked(command, offers, id, (offer) => approve(offer, command.actor.id, dateAt(command.now)));
  }

  async extend(command: Command, id: string, expiresAt: Date): Promise<Offer> {
    const { application_id } = await this.withApplication(command, id);
    const offer = await changeLocked(command, offers, id, (row) => extend(row, expiresAt, command.now));
    await this.applications.offered(command, application_id);
    return offer;
  }

  /**
   * Fills the lowest opening that is open, and agrees the hire. Who accepts at once with others waits for the posting. Throws
   * `conflict no_opening`, `conflict offer_expired`, `conflict housing_consent_required`.
   */
  async accept(command: Command, id: string, { wants_home = false }: AcceptOfferDto): Promise<Offer> {
    const { tx, now } = command;
    const today = dateAt(now);
    const known = await requireOwnRow(command, offers, id);
    requireAcceptable(known, now);
    await sharedEmployer(tx, known.employer_id);
    await lock(command, PostingTable, known.posting_id, 'update');
    await lock(command, CandidateTable, known.candidate_id, 'share');
    await lock(command, ApplicationTable, known.application_id, 'update');
    const offer = await changeLocked(command, offers, id, async (row) => {
      requireAcceptable(row, now);
      if (wants_home) await requireHousingConsent(tx, row.candidate_id);
      const { application_id, posting_id } = row;
      const { number } = await this.openings.fillOpening(command, posting_id, { application_id, offer_id: id, on: today });
      return accept(row, { opening: number, wants_home }, now);
    });
    await this.applications.hire(command, offer.application_id, id, today);
    await save(command, HireTable, agree(await newIdentity(command, 'HI'), offer));
    await keepCandidates(tx, [{ candidate_id: offer.candidate_id, on: offer.start_on }]);
    return offer;
  }

  async decline(command: Command, id: string, reason: string): Promise<Offer> {
    return await this.takeBack(command, id, (offer) => decline(offer, reason, dateAt(command.now)));
  }

  async withdraw(command: Command, id: string, reason: string): Promise<Offer> {
    return await this.takeBack(command, id, (offer) => withdraw(offer, reason, dateAt(command.now)));
  }

  async expire(command: Command, id: string): Promise<Offer> {
    return await this.takeBack(command, id, (offer) => expire(offer, command.now));
  }

  /** No offer outlives its application (invariant 3). */
  async applicationEnded(command: Command, { id }: Application, reason: string): Promise<void> {
    const live = (await lockedOffersOf(command, id)).filter(isLiveOffer);
    await saveAll(
      command,
      OfferTable,
      live.map((offer) => withdraw(offer, reason, dateAt(command.now))),
    );
  }

  /** The candidate is interviewed on. */
  private async takeBack(command: Command, id: string, decide: (offer: Offer) => Decision<Offer>): Promise<Offer> {
    const { application_id } = await this.withApplication(command, id);
    const offer = await changeLocked(command, offers, id, decide);
    await this.applications.backToInterviewing(command, application_id);
    return offer;
  }

  /** Its application is locked before it. Throws `not-found offer_not_found`. */
  private async withApplication(command: Command, id: string): Promise<Offer> {
    const offer = await requireOwnRow(command, offers, id);
    await lock(command, ApplicationTable, offer.application_id, 'update');
    return offer;
  }
}
