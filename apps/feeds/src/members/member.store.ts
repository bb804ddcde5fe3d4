/**
 * The organisations that can have a feed, and whether theirs is open: while a membership of theirs is active, as in the alliance's own
 * lists. Kept from the alliance's events, which come in any order between an organisation and its memberships.
 */
import type { ParkEvent } from '@park/contracts';
import { invalid, isOperator, Refusal } from '@park/kernel';
import type { Command } from '@park/service-kit';
import type { EntityManager } from 'typeorm';
import { membershipsIn, organisationsIn } from './membership-change.ts';

export interface Member {
  /** Number of its log. */
  log_no: number;
  organisation_id: string;
  is_open: boolean;
  /** Position of the oldest entry that is kept. */
  first_position: number;
}

/** Answers whether a feed was opened or closed. */
export async function keepMembers(tx: EntityManager, events: readonly ParkEvent[], now: Date): Promise<boolean> {
  const organisations = organisationsIn(events);
  if (organisations.length > 0)
    await tx.query(
      `insert into member (organisation_id, uscc, name)
       select * from jsonb_to_recordset($1::jsonb) as o(organisation_id uuid, uscc text, name text)
       on conflict (organisation_id) do update set uscc = coalesce(excluded.uscc, member.uscc), name = excluded.name`,
      [JSON.stringify(organisations)],
    );
  const memberships = membershipsIn(events);
  if (memberships.length === 0) return false;
  const rows = JSON.stringify(memberships);
  await tx.query(
    `insert into member (organisation_id) select distinct organisation_id from jsonb_to_recordset($1::jsonb) as m(organisation_id uuid)
     on conflict do nothing`,
    [rows],
  );
  await tx.query(
    `insert into membership (membership_id, organisation_id, state, sequence)
     select * from jsonb_to_recordset($1::jsonb) as m(membership_id uuid, organisation_id uuid, state text, sequence int)
     on conflict (membership_id) do update set state = excluded.state, sequence = excluded.sequence where membership.sequence < excluded.sequence`,
    [rows],
  );
  const [, moved]: [unknown[], number] = await tx.query(
    `update member m set is_open = not m.is_open, moved_at = $2
     where m.organisation_id = any ($1)
       and m.is_open <> exists (select from membership s where s.organisation_id = m.organisation_id and s.state = 'active')`,
    [memberships.map(({ organisation_id }) => organisation_id), now],
  );
  return moved > 0;
}

/** Throws `forbidden members_only` for the park and for organisations that are no member, `forbidden membership_not_active`. */
export function requireOpen(member: Member | null): Member {
  if (member === null) throw new Refusal('forbidden', 'members_only', 'Only a member organisation of the alliance has a feed.');
  if (member.is_open) return member;
  throw new Refusal('forbidden', 'membership_not_active', 'The membership is not active; the feed is closed.');
}

export async function memberByUscc(db: Pick<EntityManager, 'query'>, uscc: string): Promise<Member | null> {
  const [member] = await db.query('select log_no, organisation_id, is_open, first_position from member where uscc = $1', [uscc]);
  return member ?? null;
}

export async function memberById(
  db: Pick<EntityManager, 'query'>,
  organisation_id: string,
): Promise<(Member & { uscc: string | null }) | null> {
  const [member] = await db.query('select log_no, organisation_id, is_open, first_position, uscc from member where organisation_id = $1', [
    organisation_id,
  ]);
  return member ?? null;
}

/** The caller itself, or the member that the park names. Throws `invalid unknown_member`, and what `requireOpen` throws. */
export async function memberOf({ tx, actor }: Command, organisation_id: string | undefined): Promise<Member & { uscc: string }> {
  if (!isOperator(actor)) return { ...requireOpen(await memberByUscc(tx, actor.organisation)), uscc: actor.organisation };
  const member = organisation_id === undefined ? null : await memberById(tx, organisation_id);
  if (member === null || member.uscc === null)
    throw invalid('/organisation_id', 'unknown_member', 'organisation_id must be a member of the alliance.');
  return { ...requireOpen(member), uscc: member.uscc };
}
