import { dateAt } from '@park/kernel';
import { changeLocked, newIdentity, save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { adopt, draft, supersede, type Charter } from './charter.ts';
import { CharterTable } from './charter.table.ts';
import type { DraftCharterDto } from './charters.dto.ts';

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
}

/** Kept as it is until the transaction ends; null before the first is adopted. */
export async function charterInForce(tx: EntityManager): Promise<Charter | null> {
  return await tx.findOne(CharterTable, { where: { state: 'in_force' }, lock: { mode: 'pessimistic_read' } });
}
