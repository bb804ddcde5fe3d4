import { dateAt, invalid } from '@park/kernel';
import { change, newIdentity, save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import { QuotaTable } from '../quotas/quota.table.ts';
import { add, retire, type RegistrationType } from './registration-type.ts';
import { RegistrationTypeTable } from './registration-type.table.ts';
import type { AddRegistrationTypeDto } from './registration-types.dto.ts';

@Injectable()
export class RegistrationTypesService {
  /** Throws `invalid unknown_gathering`, `invalid unknown_quota`. */
  async add(command: Command, body: AddRegistrationTypeDto): Promise<RegistrationType> {
    const { gathering_id, name, name_en = null, quota_ids = [], places_at_most = 1, is_moderated = null } = body;
    await sharedGathering(command.tx, gathering_id);
    const quotas = new Set((await command.tx.findBy(QuotaTable, { gathering_id })).map(({ id }) => id));
    if (new Set(quota_ids).size !== quota_ids.length || quota_ids.some((id) => !quotas.has(id)))
      throw invalid('/quota_ids', 'unknown_quota', 'quota_ids must be ids of quotas of this gathering, each once.');
    const content = { gathering_id, name, name_en, quota_ids, places_at_most, is_moderated };
    return await save(command, RegistrationTypeTable, add(await newIdentity(command, 'ET'), content));
  }

  async retire(command: Command, id: string, reason: string): Promise<RegistrationType> {
    return await change(command, RegistrationTypeTable, id, (type) => retire(type, reason, dateAt(command.now)));
  }
}
