/** Answers of the two sides of a follow-up. Changes under the lock of the hire alone. */
import type { LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Answer } from './follow-up.ts';

export interface KeptAnswer extends Answer {
  hire_id: string;
  said_on: LocalDate;
  actor_id: string;
}

/** In the order of the days and the sides. */
export async function answersOf(tx: EntityManager, hireId: string): Promise<KeptAnswer[]> {
  return (await answersOfHires(tx, [hireId])).get(hireId) ?? [];
}

export async function answersOfHires(tx: EntityManager, hireIds: readonly string[]): Promise<Map<string, KeptAnswer[]>> {
  const rows: KeptAnswer[] = await tx.query('select * from hire_follow_up where hire_id = any ($1) order by hire_id, day, said_by', [
    hireIds,
  ]);
  return Map.groupBy(rows, ({ hire_id }) => hire_id);
}

/** Another answer of the same side for the same day replaces the one before; the events tell both. */
export async function keepAnswers(tx: EntityManager, answers: readonly KeptAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.query(
    `insert into hire_follow_up (hire_id, day, said_by, employed, evidence_sha256, said_on, actor_id)
     select a.* from jsonb_to_recordset($1::jsonb)
       as a(hire_id uuid, day smallint, said_by text, employed boolean, evidence_sha256 text, said_on date, actor_id text)
     on conflict (hire_id, day, said_by) do update set employed = excluded.employed, evidence_sha256 = excluded.evidence_sha256,
       said_on = excluded.said_on, actor_id = excluded.actor_id`,
    [JSON.stringify(answers)],
  );
}
