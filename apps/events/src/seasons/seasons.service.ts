import { followedBy, type Decision } from '@park/contracts';
import { dateAt, type LocalDate, type NewIdentity } from '@park/kernel';
import {
  change,
  changeLocked,
  type Command,
  identityWith,
  knownByCode,
  type Outcome,
  requireIfMatch,
  save,
  upsertRows,
} from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { cancel, changeContent, close, plan, publish, publishAsHistory, requireAhead, type Extent, type Season } from './season.ts';
import { SeasonTable } from './season.table.ts';
import type { ChangeSeasonDto, PlanSeasonDto, SeasonRow } from './seasons.dto.ts';

/** A gathering that is put into a season, or moved, locks the season for share; what looks at all of its gatherings locks it for update. */
@Injectable()
export class SeasonsService {
  async plan(command: Command, { code, name_en = null, ...content }: PlanSeasonDto): Promise<Season> {
    requireAhead(content, dateAt(command.now));
    return await save(command, SeasonTable, plan(identityWith(command, code), { ...content, name_en }));
  }

  async change(command: Command, id: string, content: ChangeSeasonDto): Promise<Season> {
    return await changeLocked(requireIfMatch(command), SeasonTable, id, async (season) =>
      changeContent(season, content, await extentOf(command.tx, id), dateAt(command.now)),
    );
  }

  async publish(command: Command, id: string): Promise<Season> {
    return await change(command, SeasonTable, id, (season) => publish(season, dateAt(command.now)));
  }

  async close(command: Command, id: string): Promise<Season> {
    return await changeLocked(command, SeasonTable, id, async (season) =>
      close(season, await openGatherings(command.tx, id), dateAt(command.now)),
    );
  }

  async cancel(command: Command, id: string, reason: string): Promise<Season> {
    return await changeLocked(command, SeasonTable, id, async (season) =>
      cancel(season, reason, await openGatherings(command.tx, id), dateAt(command.now)),
    );
  }

  /** By code: a new one is planned, and taken as far as the row says; a known one stays as it is. */
  async importRows(command: Command, rows: SeasonRow[]): Promise<Outcome[]> {
    const known = await knownByCode(
      command,
      SeasonTable,
      rows.map(({ code }) => code),
    );
    const { outcomes } = await upsertRows(command, SeasonTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, dateAt(command.now)),
    });
    return outcomes;
  }
}

function imported(
  identity: NewIdentity,
  { code: _, state = 'planned', name_en = null, ...content }: SeasonRow,
  today: LocalDate,
): Decision<Season> {
  const steps = [
    ...(state === 'planned' ? [] : [(season: Season) => publishAsHistory(season, today)]),
    ...(state === 'closed' ? [(season: Season) => close(season, 0, today)] : []),
  ];
  return followedBy(plan(identity, { ...content, name_en }), ...steps);
}

/** Of the gatherings that are not cancelled, in days of the park. */
async function extentOf(tx: EntityManager, seasonId: string): Promise<Extent> {
  const [extent] = await tx.query(
    `select min(starts_at) as first, max(ends_at - interval '1 ms') as last from gathering where season_id = $1 and state <> 'cancelled'`,
    [seasonId],
  );
  return extent.first === null ? null : { first: dateAt(extent.first), last: dateAt(extent.last) };
}

async function openGatherings(tx: EntityManager, seasonId: string): Promise<number> {
  const [{ open }] = await tx.query(
    `select count(*) as open from gathering where season_id = $1 and state not in ('ended', 'archived', 'cancelled')`,
    [seasonId],
  );
  return open;
}
