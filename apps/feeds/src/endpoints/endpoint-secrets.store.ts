/** The sealed signing secrets of endpoints. They are in no answer, log or event. */
import type { PersonalData, Command } from '@park/service-kit';
import { Refusal } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { openSigningKey, type SigningKey, type SigningSecret } from './signing-keys.service.ts';

type Db = Pick<EntityManager, 'query'>;

/** Rotations within the overlap of earlier ones: each request carries two signatures for each secret that is valid. */
const mostSecrets = 5;

export async function keepSecret({ tx, now, newId }: Command, endpointId: string, { sealed }: SigningSecret): Promise<void> {
  await tx.query('insert into endpoint_secret (id, endpoint_id, sealed, created_at) values ($1, $2, $3, $4)', [
    newId(),
    endpointId,
    sealed,
    now,
  ]);
}

/** The present one and those before it are valid until then, none longer. Throws `conflict too_many_secrets`. */
export async function endSecrets({ tx, now }: Command, endpointId: string, until: Date): Promise<void> {
  await tx.query('delete from endpoint_secret where endpoint_id = $1 and (valid_until <= $3 or $2::timestamptz <= $3)', [
    endpointId,
    until,
    now,
  ]);
  const [, ended]: [unknown[], number] = await tx.query(
    'update endpoint_secret set valid_until = least(valid_until, $2) where endpoint_id = $1',
    [endpointId, until],
  );
  if (ended >= mostSecrets)
    throw new Refusal('conflict', 'too_many_secrets', `At most ${mostSecrets} secrets are valid at a time; rotate with a shorter overlap.`);
}

export async function deleteSecrets({ tx }: Pick<Command, 'tx'>, endpointId: string): Promise<void> {
  await tx.query('delete from endpoint_secret where endpoint_id = $1', [endpointId]);
}

/** Those that have run out, of all endpoints. */
export async function forgetSecrets({ tx, now }: Pick<Command, 'tx' | 'now'>): Promise<number> {
  const [{ count }] = await tx.query(
    `with gone as (delete from endpoint_secret where valid_until <= $1 returning endpoint_id),
       told as (update endpoint set old_secret_valid_until = null where id in (select endpoint_id from gone) and old_secret_valid_until <= $1)
     select count(*) as count from gone`,
    [now],
  );
  return count;
}

/** By endpoint; the present one first. */
export async function signingKeys(db: Db, seals: PersonalData, endpointIds: readonly string[]): Promise<Map<string, SigningKey[]>> {
  const rows: { endpoint_id: string; sealed: string; valid_until: Date | null }[] = await db.query(
    'select endpoint_id, sealed, valid_until from endpoint_secret where endpoint_id = any ($1) order by created_at desc',
    [endpointIds],
  );
  const keys = new Map<string, SigningKey[]>(endpointIds.map((id) => [id, []]));
  for (const { endpoint_id, sealed, valid_until } of rows) keys.get(endpoint_id)!.push(openSigningKey(seals, sealed, valid_until));
  return keys;
}
