import { recruitment } from '@park/contracts';
import { identityInClear, PersonsService } from '@park/directory';
import { invalid } from '@park/kernel';
import { load, record, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CandidateTable } from '../candidates/candidate.table.ts';
import { anonymised } from '../candidates/candidates.service.ts';
import { requireHousingConsent } from '../consents/consent.store.ts';
import { OfferTable } from './offer.table.ts';

export const identityHandedOn = identityInClear.extend({
  education: z.enum(recruitment.educations),
  graduation_year: z.int().nullable(),
});
export type IdentityHandedOn = z.infer<typeof identityHandedOn>;

/** The identity of a candidate, for another service of the park that the candidate agreed to. */
@Injectable()
export class IdentitiesService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  /**
   * Written into the audit trail before it is answered, with the trace that it belongs to. Throws `not-found candidate_not_found`,
   * `invalid unknown_offer`, `conflict candidate_anonymised`, `conflict housing_consent_required`.
   */
  async handOn(request: ParkRequest, candidateId: string, offerId: string): Promise<IdentityHandedOn> {
    return await this.dataSource.transaction(async (tx) => {
      const { person_id, education, graduation_year } = await load({ tx }, CandidateTable, candidateId);
      if (person_id === null) throw anonymised();
      if (!(await tx.existsBy(OfferTable, { id: offerId, candidate_id: candidateId, state: 'accepted', wants_home: true })))
        throw invalid('/for', 'unknown_offer', 'The candidate has accepted no such offer with the wish for a home.');
      await requireHousingConsent(tx, candidateId);
      const { traceparent = null } = request.headers;
      const about = { candidate_id: candidateId, person_id, purpose: 'housing', for: offerId, traceparent };
      await record(tx, request, 'personal_data_read', about);
      return { ...(await this.persons.identityOf(tx, person_id)), education, graduation_year };
    });
  }
}
