/** Consents as others ask for them. */
import { Refusal } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { ConsentPurpose } from './consent.ts';

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
