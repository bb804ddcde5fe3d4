import { change, save, saveAll } from '@park/outbox';
import { addDays, dateAt } from '@park/kernel';
import { nextCode, nextCodes, type Command, type Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, MoreThan, Or } from 'typeorm';
import { MarketEntitiesService } from '../market-entities/market-entities.service.ts';
import { expire, grant, remind, reminderDays, renew, revoke, verify, type Qualification } from './qualification.ts';
import { QualificationTable } from './qualification.table.ts';
import type { GrantQualificationDto, QualificationRow, RenewQualificationDto, RevokeQualificationDto } from './qualifications.dto.ts';

const dueAtATime = 200;

@Injectable()
export class QualificationsService {
  constructor(@Inject(MarketEntitiesService) private readonly entities: MarketEntitiesService) {}

  async grant(command: Command, certificate: GrantQualificationDto): Promise<Qualification> {
    const code = await nextCode(command.tx, 'QL');
    const identity = { id: command.newId(), code, now: command.now, today: dateAt(command.now) };
    return await save(command, QualificationTable, grant(identity, certificate));
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
    const entityIds = await this.entities.idsOf(
      command,
      rows.map(({ entity_uscc }) => entity_uscc),
    );
    const known = await command.tx.findBy(QualificationTable, { certificate_no: In(rows.map(({ certificate_no }) => certificate_no)) });
    const keyOf = (row: { entity_id: string; type: string; certificate_no: string }): string =>
      `${row.entity_id} ${row.type} ${row.certificate_no}`;
    const seen = new Set(known.map(keyOf));
    const codes = await nextCodes(command.tx, 'QL', rows.length);
    const today = dateAt(command.now);
    const certificates = rows.map(({ entity_uscc, ...certificate }) => ({ ...certificate, entity_id: entityIds.get(entity_uscc)! }));
    const outcomes = certificates.map((certificate): Outcome => (seen.has(keyOf(certificate)) ? 'unchanged' : 'created'));
    const fresh = certificates.filter((_, i) => outcomes[i] === 'created');
    const decisions = fresh.map((certificate, i) => grant({ id: command.newId(), code: codes[i]!, now: command.now, today }, certificate));
    await saveAll(command, QualificationTable, decisions);
    return outcomes;
  }
}
