/** The claim about an applicant in a draft: sealed, beside the application, and nowhere else until the park acts on it. */
import type { Identity } from '@park/directory';
import type { PersonalData } from '@park/service-kit';
import type { EntityManager } from 'typeorm';

export interface Claim extends Identity {
  /** Said by the park's own people; else by the employer who nominates. */
  byPark: boolean;
}

export async function keepClaim(
  tx: EntityManager,
  sealed: PersonalData,
  applicationId: string,
  { byPark, ...identity }: Claim,
): Promise<void> {
  await tx.query('insert into applicant_claim (application_id, identity_sealed, by_park) values ($1, $2, $3)', [
    applicationId,
    sealed.seal(JSON.stringify(identity)),
    byPark,
  ]);
}

export async function claimOf(tx: EntityManager, sealed: PersonalData, applicationId: string): Promise<Claim> {
  const [{ identity_sealed, by_park }] = await tx.query('select identity_sealed, by_park from applicant_claim where application_id = $1', [
    applicationId,
  ]);
  return { ...(JSON.parse(sealed.open(identity_sealed)) as Identity), byPark: by_park };
}
