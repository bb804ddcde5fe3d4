import { dateAt, invalid, isOperator, type LocalDate } from '@park/kernel';
import { changeLocked, load, newIdentity, requireIfMatch, save, type Command, type Owned } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntitySchema } from 'typeorm';
import { In } from 'typeorm';
import { requireVerified, type Employer } from '../employers/employer.ts';
import { sharedEmployer } from '../employers/employer.store.ts';
import { requireFair } from './fair-reference.store.ts';
import { changeHeadcount, close, expire, opened, type Opening, type OpeningsDecision } from './opening.ts';
import { openingsOfPosting, openingsOfPostings, saveOpenings } from './opening.store.ts';
import { saveDecided } from './openings.service.ts';
import {
  approve,
  archive,
  draft,
  livePostingStates,
  pause,
  reject,
  resume,
  revise,
  submit,
  type Posting,
  type PostingEmployer,
} from './posting.ts';
import { postings, PostingTable } from './posting.table.ts';
import type { ChangePostingDto, DraftPostingDto, RejectPostingDto } from './postings.dto.ts';

/** Takes locks in the order that OpeningsService documents. */
@Injectable()
export class PostingsService {
  /** To a member organisation, another employer is as if it were not there. */
  async draft(command: Command, { employer_id, fair_id = null, fee_fen = 0, ...content }: DraftPostingDto): Promise<Posting> {
    const { tx, actor } = command;
    const employer = await sharedEmployer(tx, employer_id);
    if (!isOperator(actor) && employer.uscc !== actor.organisation)
      throw invalid('/employer_id', 'unknown_employer', 'There is no such employer.');
    await requireFair(tx, fair_id);
    const identity = await newIdentity(command, 'JP');
    return await save(command, PostingTable, draft(identity, factsOf(employer), { ...content, fair_id, fee_fen }));
  }

  async change(command: Command, id: string, content: ChangePostingDto): Promise<Posting> {
    return await changeLocked(requireIfMatch(command), postings, id, async (posting) => {
      await requireFair(command.tx, content.fair_id);
      return revise(posting, content, dateAt(command.now));
    });
  }

  async submit(command: Command, id: string): Promise<Posting> {
    return await changeLocked(command, postings, id, (posting) => submit(posting, command.actor.id, dateAt(command.now)));
  }

  /** Publishes it; the first time, its openings are opened. Throws `conflict employer_not_verified`, and what `approve` throws. */
  async approve(command: Command, id: string): Promise<Posting> {
    const { tx } = command;
    const today = dateAt(command.now);
    const { employer_id } = await load(command, PostingTable, id);
    const employer = await sharedEmployer(tx, employer_id);
    return await changeLocked(command, PostingTable, id, async (posting) => {
      const decision = approve(posting, command.actor.id, today);
      requireVerified(employer);
      if (posting.published_on === null) await saveOpenings(tx, opened(decision.next, today));
      return decision;
    });
  }

  async reject(command: Command, id: string, grounds: RejectPostingDto): Promise<Posting> {
    return await changeLocked(command, PostingTable, id, (posting) => reject(posting, grounds, dateAt(command.now)));
  }

  async pause(command: Command, id: string, reason: string | null): Promise<Posting> {
    return await changeLocked(command, postings, id, (posting) => pause(posting, reason, dateAt(command.now)));
  }

  async resume(command: Command, id: string): Promise<Posting> {
    return await changeLocked(command, postings, id, (posting) => resume(posting, dateAt(command.now)));
  }

  async changeHeadcount(command: Command, id: string, headcount: number): Promise<Posting> {
    return await this.changeOpenings(command, postings, id, (posting, openings) =>
      changeHeadcount(posting, openings, headcount, dateAt(command.now)),
    );
  }

  async withdraw(command: Command, id: string, note: string | null): Promise<Posting> {
    return await this.changeOpenings(command, postings, id, (posting, openings) =>
      close(posting, openings, { reason: 'withdrawn', note, on: dateAt(command.now) }),
    );
  }

  async expire(command: Command, id: string): Promise<void> {
    await this.changeOpenings(command, PostingTable, id, (posting, openings) => expire(posting, openings, dateAt(command.now)));
  }

  async archive(command: Command, id: string): Promise<void> {
    await changeLocked(command, PostingTable, id, (posting) => archive(posting, dateAt(command.now)));
  }

  /** The employer has left the park: every live posting of it closes, and those who applied stay as they are (flow F2). */
  async closeOfEmployer(command: Command, { id }: Pick<Employer, 'id'>, departedOn: LocalDate): Promise<void> {
    const live = await command.tx.find(PostingTable, {
      where: { employer_id: id, state: In(livePostingStates) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const openings = await openingsOfPostings(
      command.tx,
      live.map((posting) => posting.id),
    );
    const closings = live.map((posting) => {
      const on = posting.published_on !== null && posting.published_on > departedOn ? posting.published_on : departedOn;
      return close(posting, openings.get(posting.id) ?? [], { reason: 'employer_left', note: null, on });
    });
    await saveDecided(command, closings);
  }

  private async changeOpenings(
    command: Command,
    of: EntitySchema<Posting> | Owned<Posting>,
    id: string,
    decide: (posting: Posting, openings: Opening[]) => OpeningsDecision,
  ): Promise<Posting> {
    return await changeLocked(command, of, id, async (posting) => {
      const decision = decide(posting, await openingsOfPosting(command.tx, id));
      await saveOpenings(command.tx, decision.openings);
      return decision;
    });
  }
}

export function factsOf({ id, uscc, entity_id, industry_code }: Employer): PostingEmployer {
  return { employer_id: id, employer_uscc: uscc, entity_id, industry_code };
}
