import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, type LocalDate, type NewIdentity } from '@park/kernel';
import { changeLocked, newIdentities, newIdentity, save, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { adopt, draft, supersede, type Charter } from './charter.ts';
import { CharterTable } from './charter.table.ts';
import type { CharterRow, DraftCharterDto } from './charters.dto.ts';

@Injectable()
export class ChartersService {
  /** Two that are drafted at once get two numbers: the second one is refused by the table and tries again. */
  async draft(command: Command, content: DraftCharterDto): Promise<Charter> {
    const [{ next }] = await command.tx.query('select coalesce(max(version_number), 0) + 1 as next from charter');
    return await save(command, CharterTable, draft(await newIdentity(command, 'CT'), next, content, command.actor.id));
  }

  /** The one in force is locked and superseded first: two that are adopted at once wait for it, and the table allows one of them. */
  async adopt(command: Command, id: string): Promise<Charter> {
    const today = dateAt(command.now);
    const before = await command.tx.findOne(CharterTable, { where: { state: 'in_force' }, lock: { mode: 'pessimistic_write' } });
    return await changeLocked(command, CharterTable, id, async (charter) => {
      const decision = adopt(charter, command.actor.id, today);
      if (before) await save(command, CharterTable, supersede(before, today));
      return decision;
    });
  }

  /**
   * Versions of earlier times, in their order; the park that imports has adopted them itself. Throws `invalid charter_is_fixed`,
   * `invalid version_skipped`, `invalid in_future`, `invalid before_last_version`.
   */
  async importRows(command: Command, rows: CharterRow[]): Promise<Outcome[]> {
    const known = await command.tx.find(CharterTable, { order: { version_number: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    const byNumber = new Map(known.map((charter) => [charter.version_number, charter]));
    const isNew = rows.map((row) => !isKnown(byNumber.get(row.version_number), row));
    const fresh = rows.filter((_, i) => isNew[i]);
    const identities = await newIdentities(command, 'CT', fresh.length);
    const today = dateAt(command.now);
    let last = known.at(-1) ?? null;
    for (const [i, row] of fresh.entries()) {
      requireNext(row, last, today);
      if (last?.state === 'in_force') await save(command, CharterTable, supersede(last, row.in_force_from));
      last = await save(command, CharterTable, adopted({ ...identities[i]!, today: row.in_force_from }, row));
    }
    return isNew.map((is) => (is ? 'created' : 'unchanged'));
  }
}

function isKnown(charter: Charter | undefined, { title, sha256 }: CharterRow): boolean {
  if (charter === undefined) return false;
  if (charter.title === title && charter.sha256 === sha256) return true;
  throw invalid('/sha256', 'charter_is_fixed', 'There is another charter of this version; a version stays as it was adopted.');
}

function requireNext({ version_number, in_force_from }: CharterRow, last: Charter | null, today: LocalDate): void {
  const next = (last?.version_number ?? 0) + 1;
  if (version_number !== next) throw invalid('/version_number', 'version_skipped', `The next version is ${next}.`);
  if (in_force_from > today) throw invalid('/in_force_from', 'in_future', 'in_force_from must not be later than today.');
  if (last !== null && in_force_from <= (last.in_force_from ?? today))
    throw invalid('/in_force_from', 'before_last_version', 'in_force_from must be later than that of the version before.');
}

function adopted(identity: NewIdentity, { version_number, title, sha256 }: CharterRow): Decision<Charter> {
  return followedBy(draft(identity, version_number, { title, sha256 }, 'import'), (charter) => adopt(charter, '', identity.today));
}

/** Kept as it is until the transaction ends; null before the first is adopted. */
export async function charterInForce(tx: EntityManager): Promise<Charter | null> {
  return await tx.findOne(CharterTable, { where: { state: 'in_force' }, lock: { mode: 'pessimistic_read' } });
}

/** The one that was in force on a day; null before the first. */
export async function charterOn(tx: EntityManager, day: LocalDate): Promise<Charter | null> {
  return await tx
    .createQueryBuilder(CharterTable, 't')
    .where('t.in_force_from <= :day and (t.in_force_until is null or t.in_force_until > :day)', { day })
    .getOne();
}
