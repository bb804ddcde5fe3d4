/** Score sheets as others look them up, kept as they are until the transaction ends. */
import type { EntityManager } from 'typeorm';
import type { ScoreSheet } from './score-sheet.ts';
import { ScoreSheetTable } from './score-sheet.table.ts';

/** Locked for change, in the order of their ids. */
export async function sheetsOfPitches(tx: EntityManager, pitchIds: readonly string[]): Promise<ScoreSheet[]> {
  return await lockedWhere(tx, 't.pitch_id = any (:ids)', pitchIds);
}

export async function sheetsOfExpert(tx: EntityManager, expertId: string): Promise<ScoreSheet[]> {
  return await lockedWhere(tx, 't.expert_id = any (:ids)', [expertId]);
}

export async function sheetsOfProject(tx: EntityManager, projectId: string): Promise<ScoreSheet[]> {
  return await lockedWhere(tx, 't.pitch_id in (select id from pitch where project_id = any (:ids))', [projectId]);
}

async function lockedWhere(tx: EntityManager, condition: string, ids: readonly string[]): Promise<ScoreSheet[]> {
  return await tx.createQueryBuilder(ScoreSheetTable, 't').setLock('pessimistic_write').where(condition, { ids }).orderBy('t.id').getMany();
}

/** The projects of these pitches, by pitch. */
export async function projectsOfPitches(tx: EntityManager, pitchIds: readonly string[]): Promise<Map<string, string>> {
  const rows: { id: string; project_id: string }[] = await tx.query('select id, project_id from pitch where id = any ($1)', [pitchIds]);
  return new Map(rows.map(({ id, project_id }) => [id, project_id]));
}
