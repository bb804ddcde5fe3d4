import { dateAt } from '@park/kernel';
import { change, type Command, lock, newIdentity, type Outcome, save, upsertRows } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { MarketEntitiesService } from '../market-entities/market-entities.service.ts';
import { MarketEntityTable } from '../market-entities/market-entity.table.ts';
import { grant, renew, revoke, verify, type Qualification } from './qualification.ts';
import { QualificationTable } from './qualification.table.ts';
import type { GrantQualificationDto, QualificationRow, RenewQualificationDto, RevokeQualificationDto } from './qualifications.dto.ts';

@Injectable()
export class QualificationsService {
  constructor(@Inject(MarketEntitiesService) private readonly entities: MarketEntitiesService) {}

  async grant(command: Command, certificate: GrantQualificationDto): Promise<Qualification> {
    await lock(command, MarketEntityTable, certificate.entity_id, 'update'); // in turn, where several are granted to one at a time
    const { established_on } = await this.entities.named(command, certificate.entity_id);
    return await save(command, QualificationTable, grant(await newIdentity(command, 'QL'), certificate, established_on));
  }

  async verify(command: Command, id: string): Promise<Qualification> {
    return await change(command, QualificationTable, id, (qualification) => verify(qualification, dateAt(command.now)));
  }

  async renew(command: Command, id: string, renewal: RenewQualificationDto): Promise<Qualification> {
    return await change(command, QualificationTable, id, (qualification) => renew(qualification, renewal));
  }

  async revoke(command: Command, id: string, revocation: RevokeQualificationDto): Promise<Qualification> {
    return await change(command, QualificationTable, id, (qualification) => revoke(qualification, revocation, dateAt(command.now)));
  }

  /** By entity, type and certificate number; a known one stays as it is. */
  async importRows(command: Command, rows: QualificationRow[]): Promise<Outcome[]> {
    const entities = await this.entities.lockByUsccs(
      command,
      rows.map(({ entity_uscc }) => entity_uscc),
    );
    const there = await command.tx.findBy(QualificationTable, { certificate_no: In(rows.map(({ certificate_no }) => certificate_no)) });
    const known = new Map(there.map((qualification) => [keyOf(qualification), qualification]));
    const established = new Map([...entities.values()].map(({ id, established_on }) => [id, established_on]));
    const certificates = rows.map(({ entity_uscc, ...row }) => ({ ...row, entity_id: entities.get(entity_uscc)!.id }));
    const { outcomes } = await upsertRows(command, QualificationTable, certificates, {
      known: (certificate) => known.get(keyOf(certificate)),
      code: 'QL',
      create: (identity, certificate) => grant(identity, certificate, established.get(certificate.entity_id)!),
    });
    return outcomes;
  }
}

function keyOf({ entity_id, type, certificate_no }: Pick<Qualification, 'entity_id' | 'type' | 'certificate_no'>): string {
  return `${entity_id} ${type} ${certificate_no}`;
}
