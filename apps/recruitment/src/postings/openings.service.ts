import type { Decision } from '@park/contracts';
import { dateAt, type LocalDate } from '@park/kernel';
import { load, lock, lockAll, saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { sharedEmployer } from '../employers/employer.store.ts';
import { fill, merged, vacate, type Fill, type Opening, type OpeningsDecision, type VacatedGround } from './opening.ts';
import { openingsOfPosting, openingsOfPostings, postingOfOffer, saveOpenings } from './opening.store.ts';
import { noOpening, type Posting } from './posting.ts';
import { PostingTable } from './posting.table.ts';

export interface PostingFill extends Fill {
  posting_id: string;
}

/**
 * Openings as offers fill them and hires leave them. Locks are taken in one order, so that nothing waits in a circle: employer,
 * posting, person, candidate, application, offer, hire.
 */
@Injectable()
export class OpeningsService {
  /**
   * The lowest opening that is open. The lock of the posting comes first, so that of two who accept at once the second sees what the
   * first took. Throws `conflict no_opening`, `conflict before_publication`.
   */
  async fillOpening(command: Command, postingId: string, wish: Fill): Promise<Opening> {
    return (await this.fillOpenings(command, [{ ...wish, posting_id: postingId }]))[0]!;
  }

  /** The same for several, in their order, with a few statements however many they are. Answers the opening of each. */
  async fillOpenings(command: Command, wishes: readonly PostingFill[]): Promise<Opening[]> {
    const { tx } = command;
    const ids = [...new Set(wishes.map(({ posting_id }) => posting_id))];
    await lockAll(command, PostingTable, ids, 'update');
    const postings = new Map((await tx.findBy(PostingTable, { id: In(ids) })).map((posting) => [posting.id, posting]));
    const openings = await openingsOfPostings(tx, ids);
    const decided = new Map<string, OpeningsDecision>();
    const taken = wishes.map((wish) => {
      const id = wish.posting_id;
      const posting = postings.get(id);
      if (!posting) throw noOpening();
      const before = decided.get(id) ?? { next: posting, events: [], openings: [] };
      const step = fill(before.next, merged(openings.get(id) ?? [], before.openings), wish);
      decided.set(id, {
        next: step.next,
        events: [...before.events, ...step.events],
        openings: merged(before.openings, step.openings),
      });
      return step.openings.find(({ offer_id }) => offer_id === wish.offer_id)!;
    });
    await saveDecided(command, [...decided.values()]);
    return taken;
  }

  /**
   * The opening that the offer fills is open again, and a posting that was closed as filled is published again while its last day has
   * not passed. Answers the posting; null where the offer fills no opening any more.
   */
  async vacateOpening(command: Command, offerId: string, ground: VacatedGround, on: LocalDate): Promise<Posting | null> {
    const { tx } = command;
    const postingId = await postingOfOffer(tx, offerId);
    if (postingId === null) return null;
    const { employer_id } = await load(command, PostingTable, postingId);
    const { departed_on } = await sharedEmployer(tx, employer_id);
    await lock(command, PostingTable, postingId, 'update');
    const posting = await load(command, PostingTable, postingId);
    const opening = (await openingsOfPosting(tx, postingId)).find(({ offer_id }) => offer_id === offerId);
    if (!opening) return null;
    const vacation = { ground, on, today: dateAt(command.now), employerLeft: departed_on !== null };
    const decision = vacate(posting, opening, vacation);
    await saveDecided(command, [decision]);
    return decision.next;
  }
}

/** Postings with their openings. */
export async function saveDecided(command: Command, decisions: readonly OpeningsDecision[]): Promise<Posting[]> {
  const saved = await saveAll(command, PostingTable, decisions satisfies readonly Decision<Posting>[]);
  await saveOpenings(
    command.tx,
    decisions.flatMap(({ openings }) => openings),
  );
  return saved;
}
