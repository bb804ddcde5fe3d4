import { identityInClear, PersonsService } from '@park/directory';
import { isOperator, Refusal } from '@park/kernel';
import { record, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { recruitment } from '@park/contracts';
import { CandidateTable } from '../candidates/candidate.table.ts';
import { anonymised, CandidatesService, resumeInClear } from '../candidates/candidates.service.ts';
import { consentStands } from '../consents/consent.store.ts';
import type { Application } from './application.ts';

export const candidateInClear = identityInClear.extend({
  education: z.enum(recruitment.educations),
  graduation_year: z.int().nullable(),
  resume: resumeInClear.nullable().describe('The version that it was made with'),
});
export type CandidateInClear = z.infer<typeof candidateInClear>;

export const stages = z.object({
  items: z.array(
    z.object({
      entered_at: z.iso.datetime(),
      from_state: z.enum(recruitment.applicationStates).nullable(),
      to_state: z.enum(recruitment.applicationStates),
      seconds_in_stage: z.int().nullable().describe('In the state that it left'),
      actor_id: z.string().nullable().describe('Null to an employer'),
    }),
  ),
});
export type Stages = z.infer<typeof stages>;

/** Read models of an application beyond its row. */
@Injectable()
export class ApplicationViewsService {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
  ) {}

  async stages(request: ParkRequest, { id }: Application): Promise<Stages> {
    const items = await this.dataSource.query(
      `select entered_at, from_state, to_state, seconds_in_stage, case when $2::boolean then actor_id end as actor_id
       from application_stage where application_id = $1 order by number`,
      [id, isOperator(request.caller)],
    );
    return { items };
  }

  /**
   * The candidate in clear, recorded before it is answered. The park's own people need the scope for personal data, an employer the
   * consent, which stands until this is answered. Throws `conflict candidate_anonymised`.
   */
  async candidate(request: ParkRequest, application: Application): Promise<CandidateInClear> {
    const { caller } = request;
    if (isOperator(caller) && !caller.scopes.has('recruitment:candidate:pii'))
      throw new Refusal('forbidden', 'missing_scope', 'This needs the scope recruitment:candidate:pii.', {
        extra: { missing: ['recruitment:candidate:pii'] },
      });
    return await this.dataSource.transaction(async (tx) => {
      const { candidate_id, employer_uscc, resume_version } = application;
      if (!isOperator(caller) && !(await consentStands(tx, candidate_id, 'application', employer_uscc)))
        throw new Refusal('not-found', 'application_not_found', `There is no application "${application.id}".`);
      const candidate = (await tx.findOneBy(CandidateTable, { id: candidate_id }))!;
      if (candidate.person_id === null) throw anonymised();
      await record(tx, request, 'personal_data_read', { application_id: application.id, candidate_id, person_id: candidate.person_id });
      const { education, graduation_year } = candidate;
      const resume = await this.candidates.resumeInClear(tx, candidate_id, resume_version);
      return { ...(await this.persons.identityOf(tx, candidate.person_id)), education, graduation_year, resume };
    });
  }
}
