/** Consents as others ask for them. */
import { Refusal } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { ConsentPurpose } from './consent.ts';

/** An employer's token sees what it has of a candidate while that candidate's consent for it stands (invariant 7). `t`: what has both. */
export const ownWithConsent = `t.employer_uscc = :organisation and exists (select 1 from consent c where c.candidate_id = t.candidate_id
  and c.employer_uscc = :organisation and c.purpose = 'application' and c.state = 'given')`;

/** Whether a consent stands, which is then kept as it is until the transaction ends. `employerUscc`: null but for the purpose application. */
export async function consentStands(
  tx: EntityManager,
  candidateId: string,
  purpose: ConsentPurpose,
  employerUscc: string | null,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `select 1 from consent where candidate_id = $1 and purpose = $2 and employer_uscc is not distinct from $3 and state = 'given' for share`,
    [candidateId, purpose, employerUscc],
  );
  return rows.length > 0;
}

/** Throws `conflict housing_consent_required`. */
export async function requireHousingConsent(tx: EntityManager, candidateId: string): Promise<void> {
  if (!(await consentStands(tx, candidateId, 'housing', null)))
    throw new Refusal('conflict', 'housing_consent_required', 'The candidate has not agreed that housing may have the identity.');
}
