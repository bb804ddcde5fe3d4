import { dateAt, Refusal } from '@park/kernel';
import { change, identityWith, load, requireIfMatch, save, upsertRows, type Command, type Outcome } from '@park/service-kit';
import type { Decision } from '@park/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { isTaken } from '../booth-applications/booth-application.store.ts';
import { BoothWaitingListService } from '../booth-applications/booth-waiting-list.service.ts';
import type { Fair } from '../fairs/fair.ts';
import { knownFair, lockedFair, lockedFairsOf } from '../fairs/fair.store.ts';
import { add, block, changeContent, unblock, type Booth } from './booth.ts';
import { BoothTable } from './booth.table.ts';
import type { AddBoothDto, BoothRow, ChangeBoothDto } from './booths.dto.ts';

/** Each has the fair alone, so that no booth changes hands meanwhile. */
@Injectable()
export class BoothsService {
  constructor(@Inject(BoothWaitingListService) private readonly waitingList: BoothWaitingListService) {}

  async add(command: Command, { fair_id, code, ...content }: AddBoothDto): Promise<Booth> {
    const fair = await lockedFair(command.tx, fair_id, 'update');
    requireNotOver(fair);
    const booth = await save(command, BoothTable, add(identityWith(command, code), fair_id, content));
    await this.waitingList.serve(command, fair);
    return booth;
  }

  async change(command: Command, id: string, content: ChangeBoothDto): Promise<Booth> {
    return await this.changeAlone(requireIfMatch(command), id, async (booth) =>
      changeContent(booth, content, await isTaken(command.tx, id), dateAt(command.now)),
    );
  }

  async block(command: Command, id: string, reason: string): Promise<Booth> {
    return await this.changeAlone(command, id, async (booth) => block(booth, reason, await isTaken(command.tx, id), dateAt(command.now)));
  }

  async unblock(command: Command, id: string): Promise<Booth> {
    return await this.changeAlone(command, id, (booth) => unblock(booth, dateAt(command.now)));
  }

  async importRows(command: Command, rows: BoothRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const fairs = await lockedFairsOf(
      tx,
      rows.map(({ fair_code }) => fair_code),
    );
    const ids = [...fairs.values()].map(({ id }) => id);
    const booths = await tx.createQueryBuilder(BoothTable, 't').where('t.fair_id = any (:ids)', { ids }).getMany();
    const known = new Map(booths.map((booth) => [`${booth.fair_id} ${booth.code}`, booth]));
    const { outcomes } = await upsertRows(command, BoothTable, rows, {
      known: ({ fair_code, code }) => known.get(`${knownFair(fairs, fair_code).id} ${code}`),
      code: ({ code }) => code,
      create: (identity, { fair_code, code: _, ...content }) => add(identity, knownFair(fairs, fair_code).id, content),
      update: async (booth, { fair_code: _, code: __, ...content }) =>
        changeContent(booth, content, await isTaken(tx, booth.id), dateAt(now)),
    });
    for (const fair of fairs.values()) await this.waitingList.serve(command, fair);
    return outcomes;
  }

  private async changeAlone(
    command: Command,
    id: string,
    decide: (booth: Booth) => Decision<Booth> | Promise<Decision<Booth>>,
  ): Promise<Booth> {
    const { fair_id } = await load(command, BoothTable, id);
    const fair = await lockedFair(command.tx, fair_id, 'update');
    requireNotOver(fair);
    await this.waitingList.settleExpired(command, fair);
    const booth = await change(command, BoothTable, id, decide);
    await this.waitingList.serve(command, fair);
    return booth;
  }
}

/** Throws `conflict fair_over`. */
function requireNotOver({ state }: Fair): void {
  if (['closed', 'reported', 'cancelled'].includes(state))
    throw new Refusal('conflict', 'fair_over', `The map stays as it is, as the fair is ${state}.`, { extra: { state } });
}
