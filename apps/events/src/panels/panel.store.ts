/** Panels as pitches and score sheets name them, and the sealed seeds of their draws. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Panel } from './panel.ts';
import { PanelTable } from './panel.table.ts';

/** Kept as it is until the transaction ends: its list, its rule and its members. Throws `invalid unknown_panel`. */
export async function sharedPanel(tx: EntityManager, id: string): Promise<Panel> {
  const panel = await tx.findOne(PanelTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!panel) throw invalid('/panel_id', 'unknown_panel', 'There is no such panel.');
  return panel;
}

/** By the ids of their gatherings, with the same lock. */
export async function sharedPanelsOf(tx: EntityManager, gatheringIds: readonly string[]): Promise<Map<string, Panel>> {
  const rows = await tx
    .createQueryBuilder(PanelTable, 't')
    .setLock('pessimistic_read')
    .where('t.gathering_id = any (:gatheringIds)', { gatheringIds })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((panel) => [panel.gathering_id, panel]));
}

export async function keepSeed(tx: EntityManager, panelId: string, seedSealed: string): Promise<void> {
  await tx.query('insert into panel_seed (panel_id, seed_sealed) values ($1, $2)', [panelId, seedSealed]);
}

/** Null where the park does not hold the seed. */
export async function keptSeed(tx: EntityManager, panelId: string): Promise<string | null> {
  const [row] = await tx.query('select seed_sealed from panel_seed where panel_id = $1', [panelId]);
  return row?.seed_sealed ?? null;
}

/** The rule is frozen with the first sheet that was submitted, also where it was reopened since. */
export async function hasSubmittedSheets(tx: EntityManager, panelId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from score_sheet where panel_id = $1 and rule_version is not null limit 1', [panelId]);
  return rows.length > 0;
}

/** Score sheets of the expert that count or may count. */
export async function sheetsOfMember(tx: EntityManager, panelId: string, expertId: string): Promise<number> {
  const [{ sheets }] = await tx.query(
    `select count(*) as sheets from score_sheet
     where panel_id = $1 and expert_id = $2 and state in ('assigned', 'accepted', 'draft', 'submitted', 'reopened')`,
    [panelId, expertId],
  );
  return sheets;
}
