import { createHash } from 'node:crypto';
import { unchanged } from '@park/contracts';
import { PersonsService, type Identity, type IdentityInClear } from '@park/directory';
import { dateAt, Refusal, type LocalDate } from '@park/kernel';
import {
  changeLocked,
  newIdentities,
  PersonalData,
  record,
  requireIfMatch,
  saveAll,
  type Command,
  type ParkRequest,
} from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Education } from '../postings/posting.ts';
import { addResume, changeAbout, register, type Candidate } from './candidate.ts';
import { insertResume, keepCandidates, resumeOf } from './candidate.store.ts';
import { CandidateTable } from './candidate.table.ts';
import type { AddResumeDto, ChangeCandidateDto } from './candidates.dto.ts';

export const resumeInClear = z.object({ version: z.int(), sha256: z.string(), text: z.string() });
export type ResumeInClear = z.infer<typeof resumeInClear>;

export interface CandidateWish extends Identity {
  education: Education;
  graduation_year?: number | undefined;
  /** The day on which the park came to know of the candidate; today where it is left out. */
  on?: LocalDate;
}

/** Takes locks in the order that OpeningsService documents. */
@Injectable()
export class CandidatesService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  /**
   * The candidates that these persons are, in the same order; a new one is registered, a known one stays as it is. The lock of
   * the person makes two who register the same one wait for each other. Throws what `PersonsService.enter` throws.
   */
  async enter(command: Command, wishes: readonly CandidateWish[]): Promise<Candidate[]> {
    const { tx } = command;
    const today = dateAt(command.now);
    const persons = await this.persons.enter(command, wishes);
    const known = await tx.findBy(CandidateTable, { person_id: In(persons.map(({ id }) => id)) });
    const byPerson = new Map(known.map((candidate) => [candidate.person_id, candidate]));
    const isNew = (i: number) => !byPerson.has(persons[i]!.id) && persons.findIndex(({ id }) => id === persons[i]!.id) === i;
    const fresh = [...wishes.entries()].filter(([i]) => isNew(i));
    const identities = await newIdentities(command, 'CD', fresh.length);
    const registered = fresh.map(([i, { education, graduation_year = null, on = today }], n) => {
      const { id, name_masked } = persons[i]!;
      return register(identities[n]!, { person_id: id, name_masked }, { education, graduation_year }, on);
    });
    for (const candidate of await saveAll(command, CandidateTable, registered)) byPerson.set(candidate.person_id, candidate);
    const entered = persons.map(({ id }) => byPerson.get(id)!);
    await keepCandidates(
      tx,
      entered.map(({ id }, i) => ({ candidate_id: id, on: wishes[i]!.on ?? today })),
    );
    return entered;
  }

  async change(command: Command, id: string, change: ChangeCandidateDto): Promise<Candidate> {
    return await changeLocked(requireIfMatch(command), CandidateTable, id, (row) => changeAbout(row, change, dateAt(command.now)));
  }

  /** The same file again changes nothing. */
  async addResume(command: Command, id: string, { text, sha256 = sha256Of(text) }: AddResumeDto): Promise<Candidate> {
    const { tx, now } = command;
    return await changeLocked(command, CandidateTable, id, async (candidate) => {
      const last = await resumeOf(tx, id, candidate.resume_version);
      if (last?.sha256 === sha256) return unchanged(candidate);
      const decision = addResume(candidate, sha256, dateAt(now));
      const text_sealed = this.personalData.seal(text);
      await insertResume(tx, { candidate_id: id, version: decision.next.resume_version, sha256, text_sealed, added_at: now });
      return decision;
    });
  }

  /** Recorded before it is answered. Throws `conflict candidate_anonymised`. */
  async showPerson(request: ParkRequest, { id, person_id }: Candidate): Promise<IdentityInClear> {
    if (person_id === null) throw anonymised();
    return await this.persons.show(request, person_id, { candidate_id: id });
  }

  /** Recorded before it is answered. Throws `not-found resume_not_found`. */
  async showResume(request: ParkRequest, candidate: Candidate, version: number): Promise<ResumeInClear> {
    return await this.dataSource.transaction(async (tx) => {
      const resume = await this.resumeInClear(tx, candidate.id, version);
      if (!resume) throw new Refusal('not-found', 'resume_not_found', `The candidate has no résumé of version ${version}.`);
      await record(tx, request, 'personal_data_read', { candidate_id: candidate.id, resume_version: version });
      return resume;
    });
  }

  async resumeInClear(tx: EntityManager, candidateId: string, version: number | null): Promise<ResumeInClear | null> {
    const resume = version === null ? null : await resumeOf(tx, candidateId, version);
    return resume && { version: resume.version, sha256: resume.sha256, text: this.personalData.open(resume.text_sealed) };
  }
}

export function anonymised(): Refusal {
  return new Refusal('conflict', 'candidate_anonymised', 'The personal data of the candidate was deleted.');
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
