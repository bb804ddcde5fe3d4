import { changeLocked, newIdentity, saveAll, upsertRows, save, requireIfMatch, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { knownGathering, sharedGathering, sharedGatherings } from '../gatherings/gathering.store.ts';
import { requireTypes } from '../registration-types/registration-type.ts';
import { typesOf } from '../registration-types/registration-type.store.ts';
import { add, changeContent, shift, type CheckInList } from './check-in-list.ts';
import { CheckInListTable } from './check-in-list.table.ts';
import type { AddCheckInListDto, ChangeCheckInListDto, CheckInListRow } from './check-in-lists.dto.ts';

@Injectable()
export class CheckInListsService {
  async add(command: Command, { gathering_id, type_ids = [], opens_at, closes_at, ...content }: AddCheckInListDto): Promise<CheckInList> {
    const of = await sharedGathering(command.tx, gathering_id);
    requireTypes(type_ids, await typesOf(command.tx, gathering_id));
    const times = { opens_at: new Date(opens_at), closes_at: new Date(closes_at) };
    const identity = await newIdentity(command, 'EL');
    return await save(command, CheckInListTable, add(identity, { ...content, ...times, gathering_id, type_ids }, of));
  }

  async change(command: Command, id: string, { opens_at, closes_at, ...content }: ChangeCheckInListDto): Promise<CheckInList> {
    return await changeLocked(requireIfMatch(command), CheckInListTable, id, async (list) => {
      if (content.type_ids) requireTypes(content.type_ids, await typesOf(command.tx, list.gathering_id));
      const times = {
        ...(opens_at !== undefined && { opens_at: new Date(opens_at) }),
        ...(closes_at !== undefined && { closes_at: new Date(closes_at) }),
      };
      return changeContent(list, { ...content, ...times }, await sharedGathering(command.tx, list.gathering_id), command.now);
    });
  }

  /** The lists of a gathering, with it. */
  async shift(command: Command, gatheringId: string, ms: number): Promise<void> {
    const lists = await command.tx.find(CheckInListTable, {
      where: { gathering_id: gatheringId },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const decisions = lists.map((list) => shift(list, ms, command.now));
    await saveAll(command, CheckInListTable, decisions);
  }

  /** By gathering and name: a new one is added, a known one stays as it is. */
  async importRows(command: Command, rows: CheckInListRow[]): Promise<Outcome[]> {
    const gatherings = await sharedGatherings(
      command.tx,
      rows.map(({ gathering_code }) => gathering_code),
    );
    const ids = [...gatherings.values()].map(({ id }) => id);
    const known = await command.tx.createQueryBuilder(CheckInListTable, 't').where('t.gathering_id = any (:ids)', { ids }).getMany();
    const byKey = new Map(known.map((list) => [`${list.gathering_id} ${list.name}`, list]));
    const { outcomes } = await upsertRows(command, CheckInListTable, rows, {
      known: (row) => byKey.get(`${knownGathering(gatherings, row.gathering_code).id} ${row.name}`),
      code: 'EL',
      create: (identity, { gathering_code, type_ids = [], opens_at, closes_at, ...content }) => {
        const of = knownGathering(gatherings, gathering_code);
        const times = { opens_at: new Date(opens_at), closes_at: new Date(closes_at) };
        return add(identity, { ...content, ...times, gathering_id: of.id, type_ids }, of);
      },
    });
    return outcomes;
  }
}
