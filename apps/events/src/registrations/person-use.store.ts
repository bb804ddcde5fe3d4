/**
 * Until when this service keeps a person: some time after the last gathering that they registered for. Then the register forgets them;
 * their registrations keep the reference, which leads nowhere any more, and lose the name. So figures stay as they are.
 */
import { dateAt, type LocalDate } from '@park/kernel';
import type { Command } from '@park/service-kit';
import type { EntityManager } from 'typeorm';

export async function keepPersons(tx: EntityManager, uses: readonly { person_id: string; keep_until: LocalDate }[]): Promise<void> {
  await tx.query(
    `insert into person_use (person_id, keep_until)
     select u.person_id, max(u.keep_until) from jsonb_to_recordset($1::jsonb) as u(person_id uuid, keep_until date)
     group by u.person_id order by u.person_id
     on conflict (person_id) do update set keep_until = greatest(person_use.keep_until, excluded.keep_until)`,
    [JSON.stringify(uses)],
  );
}

const personsOfAStep = 100;

/** Answers how many were forgotten. The person's lock comes first, so that somebody who registers at this moment is kept, or entered anew. */
export async function forgetPersons({ tx, now }: Pick<Command, 'tx' | 'now'>): Promise<number> {
  const due: { person_id: string }[] = await tx.query(
    `select u.person_id from person_use u join person p on p.id = u.person_id
     where u.keep_until < $1::date order by u.keep_until, u.person_id limit ${personsOfAStep} for update of p skip locked`,
    [dateAt(now)],
  );
  const ids = due.map(({ person_id }) => person_id);
  const forgotten: { person_id: string }[] = await tx
    .query('delete from person_use where person_id = any ($1) and keep_until < $2::date returning person_id', [ids, dateAt(now)])
    .then(([rows]: [{ person_id: string }[]]) => rows);
  const gone = forgotten.map(({ person_id }) => person_id);
  await tx.query(`update registration set person_masked = '' where person_id = any ($1)`, [gone]);
  await tx.query(`update project set founder_masked = '' where founder_id = any ($1)`, [gone]);
  await tx.query(`update expert set person_masked = '', subject = null where person_id = any ($1)`, [gone]);
  await tx.query(`update investor set contact_id = null, contact_masked = '' where contact_id = any ($1)`, [gone]);
  await tx.query('delete from person where id = any ($1)', [gone]);
  return gone.length;
}
