import { dateAt } from '@park/kernel';
import { changeLocked, load, newIdentity, save, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import { RegistrationsService } from '../registrations/registrations.service.ts';
import { add, changeCapacity, type Quota } from './quota.ts';
import { QuotaTable } from './quota.table.ts';
import type { AddQuotaDto } from './quotas.dto.ts';
import { lockCounters, openCounter, setCounterCapacity } from './seat-counter.store.ts';

@Injectable()
export class QuotasService {
  constructor(@Inject(RegistrationsService) private readonly registrations: RegistrationsService) {}

  async add(command: Command, content: AddQuotaDto): Promise<Quota> {
    await sharedGathering(command.tx, content.gathering_id);
    const quota = await save(command, QuotaTable, add(await newIdentity(command, 'EQ'), content));
    await openCounter(command.tx, { holder_id: quota.id, gathering_id: quota.gathering_id, capacity: quota.capacity });
    return quota;
  }

  /** What becomes free is offered to those who wait. */
  async changeCapacity(command: Command, id: string, capacity: number): Promise<Quota> {
    const { tx, now } = command;
    const { gathering_id } = await load(command, QuotaTable, id);
    const gathering = await sharedGathering(tx, gathering_id);
    const { used, held } = (await lockCounters(tx, [gathering_id])).get(id)!;
    const quota = await changeLocked(command, QuotaTable, id, (row) => changeCapacity(row, capacity, used + held, dateAt(now)));
    await setCounterCapacity(tx, id, capacity);
    await this.registrations.serveWaitingList(command, gathering);
    return quota;
  }
}
