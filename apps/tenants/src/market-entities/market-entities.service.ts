import { followedBy, type Decision } from '@park/contracts';
import {
  change,
  changeLocked,
  type Command,
  lockAll,
  newIdentity,
  type Outcome,
  requireIfMatch,
  save,
  saveAll,
  upsertRows,
} from '@park/service-kit';
import { dateAt, invalid, type LocalDate, type NewIdentity } from '@park/kernel';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { changeRegistration, changeRisk, register, reinstate, suspend, type MarketEntity, type MoveIn } from './market-entity.ts';
import { liveOccupancies } from './live-occupancies.store.ts';
import { MarketEntityTable } from './market-entity.table.ts';
import { cancelDeparture, cancelMoveIn, carryOut, depart, moveIn, takeUpSpace } from './residency.ts';
import type {
  ChangeRegistrationDto,
  DepartureDto,
  MarketEntityRow,
  RegisterEntityDto,
  RiskDto,
  SuspensionDto,
} from './market-entities.dto.ts';

@Injectable()
export class MarketEntitiesService {
  async register(command: Command, registration: RegisterEntityDto): Promise<MarketEntity> {
    return await save(command, MarketEntityTable, register(await newIdentity(command, 'TN'), withFlags(registration)));
  }

  async moveIn(command: Command, id: string, move: MoveIn): Promise<MarketEntity> {
    return await change(command, MarketEntityTable, id, (entity) => moveIn(entity, move, dateAt(command.now)));
  }

  async cancelMoveIn(command: Command, id: string): Promise<MarketEntity> {
    return await change(command, MarketEntityTable, id, (entity) => cancelMoveIn(entity, dateAt(command.now)));
  }

  async changeRegistration(
    command: Command,
    id: string,
    { effective_date, ...registration }: ChangeRegistrationDto,
  ): Promise<MarketEntity> {
    return await change(requireIfMatch(command), MarketEntityTable, id, (entity) =>
      changeRegistration(entity, registration, effective_date, dateAt(command.now)),
    );
  }

  async suspend(command: Command, id: string, suspension: SuspensionDto): Promise<MarketEntity> {
    return await change(command, MarketEntityTable, id, (entity) => suspend(entity, suspension, dateAt(command.now)));
  }

  async reinstate(command: Command, id: string, reinstatement: SuspensionDto): Promise<MarketEntity> {
    return await change(command, MarketEntityTable, id, (entity) => reinstate(entity, reinstatement, dateAt(command.now)));
  }

  /** Locked, so that no lease of it comes into force meanwhile: activation locks the entity too. */
  async depart(command: Command, id: string, departure: DepartureDto): Promise<MarketEntity> {
    return await changeLocked(command, MarketEntityTable, id, async (entity) =>
      depart(entity, departure, await liveOccupancies(command.tx, id, departure.effective_date), dateAt(command.now)),
    );
  }

  async cancelDeparture(command: Command, id: string): Promise<MarketEntity> {
    return await change(command, MarketEntityTable, id, (entity) => cancelDeparture(entity, dateAt(command.now)));
  }

  /** The scheduled move-in or departure, whose day has come. */
  async carryOut(command: Command, id: string): Promise<MarketEntity> {
    return await changeLocked(command, MarketEntityTable, id, async (entity) =>
      carryOut(entity, await liveOccupancies(command.tx, id, entity.departs_on ?? dateAt(command.now)), dateAt(command.now)),
    );
  }

  async changeRisk(command: Command, id: string, risk: RiskDto): Promise<MarketEntity> {
    return await change(command, MarketEntityTable, id, (entity) => changeRisk(entity, risk, dateAt(command.now)));
  }

  /** The one that a body names. Throws `invalid unknown_entity`. */
  async named({ tx }: Command, id: string): Promise<MarketEntity> {
    const entity = await tx.findOneBy(MarketEntityTable, { id });
    if (!entity) throw invalid('/entity_id', 'unknown_entity', 'No such market entity.');
    return entity;
  }

  /** Ids by USCC. Throws `invalid unknown_entity` for the first code that no entity has. */
  async idsOf({ tx }: Command, usccs: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.find(MarketEntityTable, { select: { id: true, uscc: true }, where: { uscc: In(usccs) } });
    const ids = new Map(rows.map(({ uscc, id }) => [uscc, id]));
    const unknown = usccs.find((uscc) => !ids.has(uscc));
    if (unknown !== undefined) throw invalid('/entity_uscc', 'unknown_entity', `No entity with the USCC ${unknown} is registered.`);
    return ids;
  }

  /** By USCC, locked so that none departs or changes meanwhile. Throws `invalid unknown_entity` for the first code that no entity has. */
  async lockByUsccs(command: Command, usccs: readonly string[]): Promise<Map<string, MarketEntity>> {
    const ids = [...(await this.idsOf(command, usccs)).values()];
    await lockAll(command, MarketEntityTable, ids, 'update');
    return new Map((await command.tx.findBy(MarketEntityTable, { id: In(ids) })).map((entity) => [entity.uscc, entity]));
  }

  /** Moves the tenants of leases in force into their buildings (flow F1). */
  async takeUpSpace(command: Command, moves: readonly { entityId: string; startOn: LocalDate; buildingIds: string[] }[]): Promise<void> {
    const entities = await command.tx.findBy(MarketEntityTable, { id: In(moves.map(({ entityId }) => entityId)) });
    const decisions = entities.map((entity) => {
      const first = moves.filter(({ entityId }) => entityId === entity.id).sort((a, b) => (a.startOn < b.startOn ? -1 : 1))[0]!;
      return takeUpSpace(entity, first.startOn, first.buildingIds, dateAt(command.now));
    });
    await saveAll(command, MarketEntityTable, decisions);
  }

  /** By USCC: a new one is registered, moved in and out as the row says; of a known one only what may change is changed. */
  async importRows(command: Command, rows: MarketEntityRow[]): Promise<Outcome[]> {
    const known = await command.tx.findBy(MarketEntityTable, { uscc: In(rows.map(({ uscc }) => uscc)) });
    const byUscc = new Map(known.map((entity) => [entity.uscc, entity]));
    const { outcomes } = await upsertRows(command, MarketEntityTable, rows, {
      known: ({ uscc }) => byUscc.get(uscc),
      code: 'TN',
      create: importNew,
      update: (entity, row) => importKnown(entity, row, dateAt(command.now)),
    });
    return outcomes;
  }
}

function withFlags(registration: RegisterEntityDto): RegisterEntityDto & { founder_flags: string[] } {
  return { ...registration, founder_flags: registration.founder_flags ?? [] };
}

function importNew(identity: NewIdentity, row: MarketEntityRow): Decision<MarketEntity> {
  const { residency, moved_in_on, departed_on, departure_reason, ...registration } = row;
  const registered = register(identity, withFlags(registration));
  if (residency === undefined) return registered;
  if (moved_in_on === undefined) throw invalid('/moved_in_on', 'required', 'moved_in_on is required with residency.');
  if (departed_on !== undefined && departure_reason === undefined)
    throw invalid('/departure_reason', 'required', 'departure_reason is required with departed_on.');
  const before = { ...registered, next: { ...registered.next, registration_status: 'in_operation' as const } };
  const move = { residency, effective_date: moved_in_on, building_ids: [] };
  const stay = followedBy(before, (entity: MarketEntity) => moveIn(entity, move, identity.today));
  if (departed_on === undefined) return stay;
  const departure = { effective_date: departed_on, reason: departure_reason! };
  return followedBy(stay, (entity) => depart(entity, departure, 0, identity.today));
}

function importKnown(entity: MarketEntity, row: MarketEntityRow, today: string): Decision<MarketEntity> {
  const { name, size_class, industry_code } = row;
  return changeRegistration(entity, { name, size_class, industry_code }, today, today);
}
