import { dateAt, invalid, Refusal } from '@park/kernel';
import { changeLocked, load, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { activitiesHostedBy } from '../activities/activity-count.store.ts';
import { RotationChairService } from './rotation-chair.service.ts';
import { exchange, handOver, isLaterInCycle, requireLastDays, requireNotBegun, type RotationTerm } from './rotation-term.ts';
import { chairFrom, lockRotation, membershipsById, termsAround } from './rotation-term.store.ts';
import { ownTerms, RotationTermTable } from './rotation-term.table.ts';
import type { ExcuseDto } from './rotation-terms.dto.ts';

/** Takes locks in the order that RotationChairService documents. */
@Injectable()
export class RotationTermsService {
  constructor(@Inject(RotationChairService) private readonly chair: RotationChairService) {}

  /** By the member in the chair, or by the park for it; on its first day the clock begins the next term. */
  async handOver(command: Command, id: string, note_sha256: string): Promise<RotationTerm> {
    const { tx, now } = command;
    const today = dateAt(now);
    await lockRotation(tx);
    return await changeLocked(command, ownTerms, id, async (term) => {
      const activities = await activitiesHostedBy(tx, term.membership_id, term.start_on, term.end_on);
      const decision = handOver(term, { to_membership_id: await chairFrom(tx, term.end_on), note_sha256, activities }, today);
      requireLastDays(term, today);
      return decision;
    });
  }

  /** It exchanges with a later term of its plan; where there is none, a substitute has its days. Throws `conflict nobody_for_chair`. */
  async excuse(command: Command, id: string, { with_term_id, reason }: ExcuseDto): Promise<RotationTerm> {
    const { tx, now } = command;
    await lockRotation(tx);
    const term = await load(command, RotationTermTable, id);
    const later = await laterTerm(command, term, with_term_id);
    const today = dateAt(now);
    if (later !== null) {
      const [row] = await saveAll(command, RotationTermTable, exchange(term, later, today));
      return row!;
    }
    requireNotBegun(term, today);
    if ((await this.chair.skip(command, term, 'excused', reason, today)) === null)
      throw new Refusal('conflict', 'nobody_for_chair', 'No active member of the plan can take the term.');
    return await load(command, RotationTermTable, id);
  }
}

/** Throws `invalid unknown_term`. */
async function laterTerm({ tx }: Command, term: RotationTerm, id: string | undefined): Promise<RotationTerm | null> {
  if (id !== undefined) {
    const named = await tx.findOneBy(RotationTermTable, { id });
    if (named === null) throw invalid('/with_term_id', 'unknown_term', 'There is no such term.');
    return named;
  }
  const later = (await termsAround(tx, term)).filter((one) => one.state === 'planned' && isLaterInCycle(term, one));
  const members = await membershipsById(
    tx,
    later.map(({ membership_id }) => membership_id),
  );
  return later.find(({ membership_id }) => members.get(membership_id)?.state === 'active') ?? null;
}
