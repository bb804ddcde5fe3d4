import { dateAt, type LocalDate } from '@park/kernel';
import { changeLocked, newIdentities, saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { requireActive } from '../candidates/candidate.ts';
import { lockedCandidate } from '../candidates/candidate.store.ts';
import { sharedEmployer } from '../employers/employer.store.ts';
import { give, requireEmployerFits, withdraw, type Consent, type ConsentScope } from './consent.ts';
import { ConsentTable } from './consent.table.ts';
import type { GiveConsentDto } from './consents.dto.ts';

/** Takes locks in the order that OpeningsService documents. */
@Injectable()
export class ConsentsService {
  /** One that stands already is answered as it is. Throws `invalid unknown_employer`, `invalid unknown_candidate`. */
  async give(command: Command, { candidate_id, purpose, employer_id }: GiveConsentDto): Promise<Consent> {
    const { tx } = command;
    requireEmployerFits(purpose, employer_id);
    const employer = employer_id === undefined ? null : await sharedEmployer(tx, employer_id);
    requireActive(await lockedCandidate(tx, candidate_id));
    const scope = { candidate_id, purpose, employer_id: employer?.id ?? null, employer_uscc: employer?.uscc ?? null };
    const [consent] = await this.giveAll(command, [{ ...scope, on: dateAt(command.now) }]);
    return consent!;
  }

  /** Those that stand already stay as they are; the candidates are locked. In the order of `scopes`. */
  async giveAll(command: Command, scopes: readonly (ConsentScope & { on: LocalDate })[]): Promise<Consent[]> {
    if (scopes.length === 0) return [];
    const { tx } = command;
    const standing = await tx
      .createQueryBuilder(ConsentTable, 't')
      .where(`t.candidate_id = any (:ids) and t.state = 'given'`, { ids: scopes.map(({ candidate_id }) => candidate_id) })
      .getMany();
    const known = new Map(standing.map((consent) => [keyOf(consent), consent]));
    const missing = new Map(scopes.filter((scope) => !known.has(keyOf(scope))).map((scope) => [keyOf(scope), scope]));
    const identities = await newIdentities(command, 'CO', missing.size);
    const decisions = [...missing.values()].map(({ on, ...scope }, i) => give(identities[i]!, scope, on));
    for (const consent of await saveAll(command, ConsentTable, decisions)) known.set(keyOf(consent), consent);
    return scopes.map((scope) => known.get(keyOf(scope))!);
  }

  async withdraw(command: Command, id: string): Promise<Consent> {
    return await changeLocked(command, ConsentTable, id, (consent) => withdraw(consent, dateAt(command.now)));
  }

  /** The candidate is locked. */
  async withdrawAll(command: Command, candidateId: string): Promise<void> {
    const standing = await command.tx.find(ConsentTable, {
      where: { candidate_id: candidateId, state: 'given' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const today = dateAt(command.now);
    await saveAll(
      command,
      ConsentTable,
      standing.map((consent) => withdraw(consent, today)),
    );
  }
}

function keyOf({ candidate_id, purpose, employer_id }: Pick<ConsentScope, 'candidate_id' | 'purpose' | 'employer_id'>): string {
  return `${candidate_id} ${purpose} ${employer_id ?? ''}`;
}
