import { dateAt, Refusal } from '@park/kernel';
import { changeLocked, load, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ConsentsService } from '../consents/consents.service.ts';
import { anonymise, type Candidate } from './candidate.ts';
import { eraseTraces, keptUntilOf, openProcesses } from './candidate.store.ts';
import { CandidateTable } from './candidate.table.ts';

/** Candidates that are anonymised: by their wish, or because they were not in use for two years (flow F9). */
@Injectable()
export class ErasuresService {
  constructor(@Inject(ConsentsService) private readonly consents: ConsentsService) {}

  /** By the candidate's wish. Throws `not-found candidate_not_found`, `conflict process_open`, `conflict invalid_transition`. */
  async anonymise(command: Command, id: string, reason: string): Promise<Candidate> {
    return await this.erase(command, id, reason, async () => {});
  }

  /** Refused where the candidate has come back at the same moment. */
  async forget(command: Command, id: string): Promise<void> {
    await this.erase(command, id, 'not in use for two years', async () => {
      const keptUntil = await keptUntilOf(command.tx, id);
      if (keptUntil === null || keptUntil >= dateAt(command.now))
        throw new Refusal('conflict', 'process_open', 'The candidate is in use again.');
    });
  }

  /** Deletes the person, the résumés and the masked names, and takes back the consents; what is counted stays. */
  private async erase(command: Command, id: string, reason: string, guard: () => Promise<void>): Promise<Candidate> {
    const { tx, now } = command;
    const { person_id } = await load(command, CandidateTable, id);
    // Deleted before the candidate is locked, as whoever registers the person locks them in this order. A row that is deleted, and not
    // locked alone, makes a registration of the same person wait, and then enter the person anew.
    await tx.query('delete from person where id = $1', [person_id]);
    const candidate = await changeLocked(command, CandidateTable, id, async (row) => {
      await guard();
      return anonymise(row, reason, await openProcesses(tx, id), dateAt(now));
    });
    await this.consents.withdrawAll(command, id);
    await eraseTraces(tx, id);
    return candidate;
  }
}
