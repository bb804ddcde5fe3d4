import { followedBy, type Decision } from '@park/contracts';
import { invalid, type NewIdentity } from '@park/kernel';
import { type Command, knownByCode, type Outcome, upsertRows } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { openCounter } from '../quotas/seat-counter.store.ts';
import type { Season } from '../seasons/season.ts';
import { SeasonTable } from '../seasons/season.table.ts';
import { draft, type Gathering } from './gathering.ts';
import { end, start } from './gathering-course.ts';
import { approve, publish, publishAsHistory, recordEvidence, submit, type NewEvidence } from './gathering-review.ts';
import { GatheringTable } from './gathering.table.ts';
import type { EvidenceDto, GatheringRow } from './gatherings.dto.ts';
import { contentOf, evidenceOf } from './gatherings.service.ts';

const monthMs = 30 * 86_400_000;

/** Gatherings as a clerk has them in a file, also those that took place before the park kept them here. */
@Injectable()
export class GatheringsImportService {
  /** By code: a new one is drafted, and taken as far as the row says; a known one stays as it is. */
  async importRows(command: Command, rows: GatheringRow[]): Promise<Outcome[]> {
    const { tx } = command;
    const seasons = await seasonsByCode(
      tx,
      rows.flatMap(({ season_code }) => season_code ?? []),
    );
    const known = await knownByCode(
      command,
      GatheringTable,
      rows.map(({ code }) => code),
    );
    const { outcomes, created } = await upsertRows(command, GatheringTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, seasonOf(seasons, row.season_code), command),
    });
    for (const { id, capacity } of created) await openCounter(tx, { holder_id: id, gathering_id: id, capacity });
    return outcomes;
  }
}

async function seasonsByCode(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Season>> {
  const rows = await tx
    .createQueryBuilder(SeasonTable, 't')
    .setLock('pessimistic_read')
    .where('t.code = any (:codes)', { codes })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((season) => [season.code, season]));
}

/** Throws `invalid unknown_season`. */
function seasonOf(seasons: ReadonlyMap<string, Season>, code: string | undefined): Season | null {
  if (code === undefined) return null;
  const season = seasons.get(code);
  if (!season) throw invalid('/season_code', 'unknown_season', `No season has the code ${code}.`);
  return season;
}

function imported(identity: NewIdentity, row: GatheringRow, season: Season | null, { actor, now }: Command): Decision<Gathering> {
  const { state = 'draft', approved_by } = row;
  const today = identity.today;
  const isHistory = state === 'ended';
  const hasBegun = new Date(row.starts_at) <= now && now < new Date(row.ends_at);
  const from = new Date(Math.min(now.getTime(), new Date(row.starts_at).getTime() - monthMs));
  const drafted = draft(identity, contentOf(row, season?.id ?? null, from), season);
  const evidenced = followedBy(drafted, ...evidenceIn(row).map((one) => (gathering: Gathering) => recordEvidence(gathering, one, today)));
  if (state === 'draft') return evidenced;
  if (approved_by === undefined) throw invalid('/approved_by', 'required', 'approved_by is required unless the gathering is a draft.');
  const published = followedBy(
    evidenced,
    (gathering) => submit(gathering, actor.id, today),
    (gathering) => approve(gathering, approved_by, today),
    (gathering) => (isHistory || hasBegun ? publishAsHistory(gathering, now) : publish(gathering, now)),
  );
  if (!isHistory) return published;
  if (new Date(row.ends_at) > now) throw invalid('/ends_at', 'in_future', 'ends_at of an ended gathering must not be later than now.');
  return followedBy(
    published,
    (gathering) => start(gathering, 0, now),
    (gathering) => end(gathering, { checked_in: 0, no_show: 0 }, now),
  );
}

function evidenceIn({ permit_no, permit_applied_on, filing_no, filing_filed_on, emergency_plan_sha256 }: GatheringRow): NewEvidence[] {
  const given: EvidenceDto[] = [
    ...(permit_no === undefined
      ? []
      : [{ kind: 'permit' as const, reference: permit_no, ...(permit_applied_on && { applied_on: permit_applied_on }) }]),
    ...(filing_no === undefined
      ? []
      : [{ kind: 'filing' as const, reference: filing_no, ...(filing_filed_on && { applied_on: filing_filed_on }) }]),
    ...(emergency_plan_sha256 === undefined ? [] : [{ kind: 'emergency_plan' as const, sha256: emergency_plan_sha256 }]),
  ];
  return given.map(evidenceOf);
}
