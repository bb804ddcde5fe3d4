import { dateAt } from '@park/kernel';
import { lockAll, newIdentities, saveAll, type Command, type Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import type { Application } from '../applications/application.ts';
import { saveApplications } from '../applications/application.store.ts';
import { ApplicationTable } from '../applications/application.table.ts';
import { keepCandidates } from '../candidates/candidate.store.ts';
import { CandidatesService } from '../candidates/candidates.service.ts';
import { consentStands, requireHousingConsent } from '../consents/consent.store.ts';
import { ConsentsService } from '../consents/consents.service.ts';
import { EmployerTable } from '../employers/employer.table.ts';
import { deprecate, isLiveOffer, type Offer } from '../offers/offer.ts';
import { OfferTable } from '../offers/offer.table.ts';
import { fairIdsOf, knownFair } from '../postings/fair-reference.store.ts';
import { OpeningsService } from '../postings/openings.service.ts';
import type { Posting } from '../postings/posting.ts';
import { knownPosting } from '../postings/posting.store.ts';
import { PostingTable } from '../postings/posting.table.ts';
import { followUpConsentRequired, type Answer } from './follow-up.ts';
import { answersOfHires, keepAnswers, type KeptAnswer } from './follow-up.store.ts';
import { agree, type Hire } from './hire.ts';
import { acceptedOffer, caughtUp, hiredApplication, requireOrder, type Paper } from './hire-history.ts';
import { HireTable } from './hire.table.ts';
import type { HireRow } from './hires.dto.ts';

interface HirePaper extends Paper {
  row: HireRow;
  /** That stands for the application. */
  hire: Hire | null;
}

/** Hires as a clerk has them in a file, with a few statements for a batch. Takes locks in the order that OffersService documents. */
@Injectable()
export class HiresImportService {
  constructor(
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(ConsentsService) private readonly consents: ConsentsService,
    @Inject(OpeningsService) private readonly openings: OpeningsService,
  ) {}

  /** By posting and person; of a known hire the start, the answers and the departure are caught up on. */
  async importRows(command: Command, rows: HireRow[]): Promise<Outcome[]> {
    const papers = await this.papersOf(command, rows);
    await this.giveConsents(command, papers);
    const agreed = await this.agree(command, papers);
    const hires = papers.map((paper, i) => agreed.get(i) ?? paper.hire!);
    const changed = await this.catchUp(command, papers, hires);
    return papers.map(({ hire }, i) => (hire === null ? 'created' : changed.has(i) ? 'updated' : 'unchanged'));
  }

  private async papersOf(command: Command, rows: readonly HireRow[]): Promise<HirePaper[]> {
    const { tx } = command;
    const postings = await lockedPostings(
      command,
      rows.map(({ posting_code }) => posting_code),
    );
    const fairs = await fairIdsOf(
      tx,
      rows.map(({ fair_code }) => fair_code),
    );
    const told = rows.map((row) => ({ row, posting: knownPosting(postings, row.posting_code), fair_id: knownFair(fairs, row.fair_code) }));
    const candidates = await this.candidates.enter(
      command,
      rows.map((row) => ({ ...row, on: row.applied_on })),
    );
    const pairs = told.map((paper, i) => ({ ...paper, candidate: candidates[i]! }));
    const applications = await knownApplications(tx, pairs);
    const ids = [...applications.values()].map(({ id }) => id);
    const versions = await this.withoutLiveOffers(command, ids);
    const hires = new Map(
      (await tx.findBy(HireTable, { application_id: In(ids), state: Not('reneged') })).map((hire) => [hire.application_id, hire]),
    );
    return pairs.map((paper) => {
      const application = applications.get(`${paper.posting.id} ${paper.candidate.id}`) ?? null;
      const hire = (application && hires.get(application.id)) ?? null;
      return { ...paper, application, hire, offer_version: (versions.get(application?.id ?? '') ?? 0) + 1 };
    });
  }

  /** The offer of the file takes the place of one that is live. Answers the last version of each application. */
  private async withoutLiveOffers(command: Command, applicationIds: readonly string[]): Promise<Map<string, number>> {
    const offers = await command.tx.find(OfferTable, {
      where: { application_id: In(applicationIds) },
      order: { offer_version: 'ASC', id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const today = dateAt(command.now);
    await saveAll(
      command,
      OfferTable,
      offers.filter(isLiveOffer).map((offer) => deprecate(offer, today)),
    );
    return new Map(offers.map(({ application_id, offer_version }) => [application_id, offer_version]));
  }

  private async giveConsents(command: Command, papers: readonly HirePaper[]): Promise<void> {
    const scopes = papers.flatMap(({ row, posting: { employer_id, employer_uscc }, candidate: { id: candidate_id } }) => {
      const [theirs, ofThePark] = [
        { employer_id, employer_uscc },
        { employer_id: null, employer_uscc: null },
      ];
      const given = [
        [row.consent, 'application', theirs],
        [row.consent_follow_up, 'follow_up', ofThePark],
        [row.consent_housing, 'housing', ofThePark],
      ] as const;
      return given.flatMap(([is, purpose, to]) => (is === true ? [{ candidate_id, purpose, ...to, on: row.applied_on }] : []));
    });
    await this.consents.giveAll(command, scopes);
  }

  /** Applications, openings, offers and hires of the rows that have no hire yet, by the place of the row. */
  private async agree(command: Command, papers: readonly HirePaper[]): Promise<Map<number, Hire>> {
    const today = dateAt(command.now);
    const fresh = [...papers.entries()].filter(([, { hire }]) => hire === null);
    for (const [, paper] of fresh) requireOrder(paper, today);
    for (const [, { row, candidate }] of fresh) if (row.wants_home === true) await requireHousingConsent(command.tx, candidate.id);
    const applicationIds = await newIdentities(command, 'AP', fresh.filter(([, { application }]) => application === null).length);
    const offerIds = await newIdentities(command, 'OF', fresh.length);
    const hireIds = await newIdentities(command, 'HI', fresh.length);
    const applied = await saveApplications(
      command,
      fresh.map(([, paper], n) => hiredApplication(paper.application === null ? applicationIds.shift()! : null, paper, offerIds[n]!.id)),
    );
    const openings = await this.openings.fillOpenings(
      command,
      fresh.map(([, { posting, row }], n) => ({
        posting_id: posting.id,
        application_id: applied[n]!.id,
        offer_id: offerIds[n]!.id,
        on: row.accepted_on,
      })),
    );
    const offers = await saveAll(
      command,
      OfferTable,
      fresh.map(([, paper], n) => acceptedOffer(offerIds[n]!, paper, applied[n]!, openings[n]!.number, command.actor.id)),
    );
    const hires = await saveAll(
      command,
      HireTable,
      offers.map((offer: Offer, n) => agree(hireIds[n]!, offer)),
    );
    return new Map(fresh.map(([i], n) => [i, hires[n]!]));
  }

  /** Answers the places of the rows whose hire has changed. */
  private async catchUp(command: Command, papers: readonly HirePaper[], hires: readonly Hire[]): Promise<Set<number>> {
    const { tx, actor } = command;
    const today = dateAt(command.now);
    const answers = await answersOfHires(
      tx,
      hires.map(({ id }) => id),
    );
    const steps = papers.map((paper, i) => ({ paper, ...caughtUp(hires[i]!, paper, answers.get(hires[i]!.id) ?? [], today) }));
    for (const { paper, said } of steps) await requireConsent(tx, paper, said);
    await saveAll(
      command,
      HireTable,
      steps.map(({ decision }) => decision),
    );
    const kept = steps.flatMap(({ said }, i): KeptAnswer[] =>
      said.map((answer) => ({ ...answer, hire_id: hires[i]!.id, said_on: today, actor_id: actor.id })),
    );
    await keepAnswers(tx, kept);
    await keepCandidates(
      tx,
      papers.map(({ row, candidate }) => ({ candidate_id: candidate.id, on: row.left_on ?? row.started_on ?? row.start_on })),
    );
    for (const { paper, decision } of steps) {
      const { state, left_on, offer_id } = decision.next;
      const leavesNow = decision.events.length > 0 && state === 'left' && paper.hire?.state !== 'left';
      if (leavesNow && paper.posting.closes_on > today) await this.openings.vacateOpening(command, offer_id, 'left', left_on!);
    }
    return new Set([...steps.entries()].flatMap(([i, { decision }]) => (decision.events.length > 0 ? [i] : [])));
  }
}

async function requireConsent(tx: EntityManager, { candidate }: HirePaper, said: readonly Answer[]): Promise<void> {
  if (!said.some(({ said_by }) => said_by === 'candidate')) return;
  if (!(await consentStands(tx, candidate.id, 'follow_up', null))) throw followUpConsentRequired();
}

/** By code; their employers are locked before them, because new offers refer to them. */
async function lockedPostings(command: Command, codes: readonly string[]): Promise<Map<string, Posting>> {
  const { tx } = command;
  const known = await tx.findBy(PostingTable, { code: In([...new Set(codes)]) });
  const idsOf = (ids: readonly string[]): string[] => [...new Set(ids)];
  await lockAll(command, EmployerTable, idsOf(known.map(({ employer_id }) => employer_id)), 'share');
  const ids = idsOf(known.map(({ id }) => id));
  await lockAll(command, PostingTable, ids, 'update');
  return new Map((await tx.findBy(PostingTable, { id: In(ids) })).map((posting) => [posting.code, posting]));
}

/** Locked, by posting and candidate. */
async function knownApplications(
  tx: EntityManager,
  papers: readonly Pick<Paper, 'posting' | 'candidate'>[],
): Promise<Map<string, Application>> {
  const rows = await tx
    .createQueryBuilder(ApplicationTable, 't')
    .setLock('pessimistic_write')
    .where('t.candidate_id = any (:candidates) and t.posting_id = any (:postings)', {
      candidates: papers.map(({ candidate }) => candidate.id),
      postings: papers.map(({ posting }) => posting.id),
    })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((row) => [`${row.posting_id} ${row.candidate_id}`, row]));
}
