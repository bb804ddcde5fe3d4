/** The rows of the applications that accepted offers lead to. */
import type { EntityManager } from 'typeorm';
import type { HireApplication, HireApplicationState } from './hire-application.ts';

export type NewHireApplication = Pick<
  HireApplication,
  'offer_id' | 'event_id' | 'correlation_id' | 'traceparent' | 'candidate_id' | 'employer_uscc' | 'start_on' | 'state' | 'reason'
>;

/** A known offer stays as it is: it is accepted once, however often the event arrives. */
export async function insertHireApplication(tx: EntityManager, row: NewHireApplication, now: Date): Promise<void> {
  await tx.query(
    `insert into hire_application (offer_id, event_id, correlation_id, traceparent, candidate_id, employer_uscc, start_on, state, reason,
                                   attempts, next_try_at, is_linked, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, false, $10) on conflict (offer_id) do nothing`,
    [
      row.offer_id,
      row.event_id,
      row.correlation_id,
      row.traceparent,
      row.candidate_id,
      row.employer_uscc,
      row.start_on,
      row.state,
      row.reason,
      now,
    ],
  );
}

export async function lockedHireApplication(tx: EntityManager, offerId: string): Promise<HireApplication> {
  const [row]: HireApplication[] = await tx.query('select * from hire_application where offer_id = $1 for update', [offerId]);
  return row!;
}

/** The one that has been due for longest and that nobody else has in hand, which stays locked. */
export async function takeDue(tx: EntityManager, now: Date): Promise<HireApplication | null> {
  const [row]: HireApplication[] = await tx.query(dueSql, [now]);
  return row ?? null;
}

export const dueSql = `select * from hire_application where state = 'due' and next_try_at <= $1
  order by next_try_at, offer_id limit 1 for update skip locked`;

type Outcome = Partial<
  Pick<HireApplication, 'state' | 'attempts' | 'next_try_at' | 'reason' | 'application_id' | 'is_linked' | 'reneged_on'>
>;

export async function saveHireApplication(tx: EntityManager, row: HireApplication, outcome: Outcome): Promise<void> {
  const { offer_id, state, attempts, next_try_at, reason, application_id, is_linked, reneged_on } = { ...row, ...outcome };
  await tx.query(
    `update hire_application set state = $2, attempts = $3, next_try_at = $4, reason = $5, application_id = $6, is_linked = $7, reneged_on = $8
     where offer_id = $1`,
    [offer_id, state, attempts, next_try_at, reason, application_id, is_linked, reneged_on],
  );
}

export interface HireApplicationFilter {
  state: HireApplicationState | null;
  /** Offers from before this one; ids are in the order in which they were made. */
  before: string | null;
  limit: number;
}

/** The newest offers first. */
export async function hireApplications(tx: EntityManager, { state, before, limit }: HireApplicationFilter): Promise<HireApplication[]> {
  return await tx.query(
    `select * from hire_application where ($1::text is null or state = $1) and ($2::uuid is null or offer_id < $2)
     order by offer_id desc limit $3`,
    [state, before, limit],
  );
}

/** Of the person, whether the park has acted on it already or not: the longest open one. */
export async function openApplicationOf(
  tx: EntityManager,
  product: string,
  { personReference, applicantIds }: { personReference: string; applicantIds: readonly string[] },
): Promise<string | null> {
  const [application]: { id: string }[] = await tx.query(
    `select id from (
       select a.id, a.applied_at from person p join application a on a.person_id = p.id and a.product = $1
       where p.reference = $2 and a.state in ('submitted', 'supplement_required', 'eligible', 'waitlisted', 'offered')
       union all
       select id, applied_at from application
       where applicant_id = any ($3) and product = $1
         and state in ('draft', 'submitted', 'supplement_required', 'eligible', 'waitlisted', 'offered')
     ) known order by applied_at, id limit 1`,
    [product, personReference, applicantIds],
  );
  return application?.id ?? null;
}
