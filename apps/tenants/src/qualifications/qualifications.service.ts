import { unchanged } from '@park/contracts';
import { addDays, dateAt } from '@park/kernel';
import { change, type Command, lock, newIdentities, newIdentity, type Outcome, outcomeOf, save, saveAll } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, MoreThan, Or } from 'typeorm';
import { MarketEntitiesService } from '../market-entities/market-entities.service.ts';
import { MarketEntityTable } from '../market-entities/market-entity.table.ts';
import { expire, grant, remind, reminderDays, renew, revoke, verify, type Qualification } from './qualification.ts';
import { QualificationTable } from './qualification.table.ts';
import type { GrantQualificationDto, QualificationRow, RenewQualificationDto, RevokeQualificationDto } from './qualifications.dto.ts';

const dueAtATime = 200;

@Injectable()
export class QualificationsService {
  constructor(@Inject(MarketEntitiesService) private readonly entities: MarketEntitiesService) {}

  async grant(command: Command, certificate: GrantQualificationDto): Promise<Qualification> {
    await lock(command, MarketEntityTable, certificate.entity_id, 'update'); // in turn, where several are granted to one at a time
    return await save(command, QualificationTable, grant(await newIdentity(command, 'QL'), certificate));
  }

  async verify(command: Command, id: string): Promise<Qualification> {
    return await change(command, QualificationTable, id, (qualification) => verify(qualification, dateAt(command.now)));
  }

  async renew(command: Command, id: string, renewal: RenewQualificationDto): Promise<Qualification> {
    return await change(command, QualificationTable, id, (qualification) => renew(qualification, renewal));
  }

  async revoke(command: Command, id: string, revocation: RevokeQualificationDto): Promise<Qualification> {
    return await change(command, QualificationTable, id, (qualification) => revoke(qualification, revocation));
  }

  async expireDue(command: Command): Promise<number> {
    const due = await command.tx.find(QualificationTable, {
      where: { state: 'valid', valid_to: LessThanOrEqual(dateAt(command.now)) },
      order: { valid_to: 'ASC' },
      take: dueAtATime,
    });
    await saveAll(command, QualificationTable, due.map(expire));
    return due.length;
  }

  /** One reminder per step of `reminderDays`; after a pause only the latest one that is due. */
  async remindDue(command: Command): Promise<number> {
    const today = dateAt(command.now);
    let sent = 0;
    for (const days of reminderDays) {
      const due = await command.tx.find(QualificationTable, {
        where: { state: 'valid', valid_to: LessThanOrEqual(addDays(today, days)), reminded_days: Or(IsNull(), MoreThan(days)) },
        take: dueAtATime,
      });
      const reminded = await saveAll(
        command,
        QualificationTable,
        due.map((qualification) => remind(qualification, today)),
      );
      sent += reminded.length;
    }
    return sent;
  }

  /** By entity, type and certificate number; a known one stays as it is. */
  async importRows(command: Command, rows: QualificationRow[]): Promise<Outcome[]> {
    const entities = await this.entities.lockByUsccs(
      command,
      rows.map(({ entity_uscc }) => entity_uscc),
    );
    const there = await command.tx.findBy(QualificationTable, { certificate_no: In(rows.map(({ certificate_no }) => certificate_no)) });
    const known = new Map(there.map((qualification) => [keyOf(qualification), qualification]));
    const certificates = rows.map(({ entity_uscc, ...row }) => ({ ...row, entity_id: entities.get(entity_uscc)!.id }));
    const fresh = certificates.filter((certificate) => !known.has(keyOf(certificate)));
    const identities = await newIdentities(command, 'QL', fresh.length);
    const decisions = certificates.map((certificate) => {
      const qualification = known.get(keyOf(certificate));
      return qualification ? unchanged(qualification) : grant(identities.shift()!, certificate);
    });
    await saveAll(command, QualificationTable, decisions);
    return decisions.map(outcomeOf);
  }
}

function keyOf({ entity_id, type, certificate_no }: Pick<Qualification, 'entity_id' | 'type' | 'certificate_no'>): string {
  return `${entity_id} ${type} ${certificate_no}`;
}
