import { dateAt, isOperator } from '@park/kernel';
import { changeLocked, load, lock, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ApplicationsService } from '../applications/applications.service.ts';
import { ApplicationTable } from '../applications/application.table.ts';
import { keepCandidates } from '../candidates/candidate.store.ts';
import { CandidateTable } from '../candidates/candidate.table.ts';
import { consentStands } from '../consents/consent.store.ts';
import { requireOwnRow } from '../offers/offer.store.ts';
import { OpeningsService } from '../postings/openings.service.ts';
import { PostingTable } from '../postings/posting.table.ts';
import { ask, followUp, followUpConsentRequired, leaveAndDecide, requireOwnSide } from './follow-up.ts';
import { answersOf, keepAnswers } from './follow-up.store.ts';
import { leave, moveStart, renege, start, type Hire } from './hire.ts';
import { hires, HireTable } from './hire.table.ts';
import type { FollowUpDto, LeaveHireDto, MoveStartDto, StartHireDto } from './hires.dto.ts';

/** Takes locks in the order that OffersService documents. */
@Injectable()
export class HiresService {
  constructor(
    @Inject(ApplicationsService) private readonly applications: ApplicationsService,
    @Inject(OpeningsService) private readonly openings: OpeningsService,
  ) {}

  /** The candidate is kept until two years after the new day. */
  async moveStart(command: Command, id: string, wish: MoveStartDto): Promise<Hire> {
    await requireOwnRow(command, hires, id);
    const hire = await changeLocked(command, hires, id, (row) => moveStart(row, wish, dateAt(command.now)));
    await keepCandidates(command.tx, [{ candidate_id: hire.candidate_id, on: hire.start_on }]);
    return hire;
  }

  async start(command: Command, id: string, { started_on, probation_until }: StartHireDto): Promise<Hire> {
    const { candidate_id } = await requireOwnRow(command, hires, id);
    const { graduation_year } = await load(command, CandidateTable, candidate_id);
    const wish = { started_on, probation_until: probation_until ?? null, graduation_year };
    return await changeLocked(command, hires, id, (hire) => start(hire, wish, dateAt(command.now)));
  }

  /** The opening is open again, and the application active. */
  async renege(command: Command, id: string, reason: string): Promise<Hire> {
    const today = dateAt(command.now);
    const known = await requireOwnRow(command, hires, id);
    renege(known, reason, today); // refused for what it is, before its opening and its application refuse
    await this.openings.vacateOpening(command, known.offer_id, 'reneged', today);
    await lock(command, ApplicationTable, known.application_id, 'update');
    const hire = await changeLocked(command, hires, id, (row) => renege(row, reason, today));
    await this.applications.unhire(command, hire.application_id, 'reneged', today);
    return hire;
  }

  /** The opening is open again while the posting has not passed its last day; the application stays hired. */
  async leave(command: Command, id: string, { left_on, reason }: LeaveHireDto): Promise<Hire> {
    const { tx } = command;
    const today = dateAt(command.now);
    const departure = { left_on, reason: reason ?? null };
    const known = await requireOwnRow(command, hires, id);
    leave(known, departure, today); // refused for what it is, before its opening
    const { closes_on } = await load(command, PostingTable, known.posting_id);
    if (closes_on > today) await this.openings.vacateOpening(command, known.offer_id, 'left', left_on);
    const hire = await changeLocked(command, hires, id, async (row) => leaveAndDecide(row, departure, await answersOf(tx, id), today));
    await keepCandidates(tx, [{ candidate_id: hire.candidate_id, on: left_on }]);
    return hire;
  }

  /** Throws `invalid foreign_side`, `conflict follow_up_consent_required`. */
  async followUp(command: Command, id: string, { day, said_by, employed, evidence_sha256 }: FollowUpDto): Promise<Hire> {
    const { tx, actor, now } = command;
    const today = dateAt(now);
    return await changeLocked(command, hires, id, async (hire) => {
      requireOwnSide(said_by, isOperator(actor));
      const answer = { day, said_by, employed, evidence_sha256: evidence_sha256 ?? null };
      const decision = followUp(hire, answer, await answersOf(tx, id), today);
      if (decision.events.length === 0) return decision;
      if (said_by === 'candidate' && !(await consentStands(tx, hire.candidate_id, 'follow_up', null))) throw followUpConsentRequired();
      await keepAnswers(tx, [{ ...answer, hire_id: id, said_on: today, actor_id: actor.id }]);
      return decision;
    });
  }

  async ask(command: Command, id: string): Promise<Hire> {
    return await changeLocked(command, HireTable, id, (hire) => ask(hire, dateAt(command.now)));
  }
}
