/** Pitches as panels and score sheets name them. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import { sharedPanel } from '../panels/panel.store.ts';
import { sharedProject } from '../projects/project.store.ts';
import type { Pitch, PitchState, Stage } from './pitch.ts';
import { PitchTable } from './pitch.table.ts';

/** Locks are taken in one order: gathering, panel, expert, project, pitch, score sheet. */
export async function stageOf(tx: EntityManager, { panel_id, project_id }: Pick<Pitch, 'panel_id' | 'project_id'>): Promise<Stage> {
  const { gathering_id } = await panelWithout(tx, panel_id);
  const gathering = await sharedGathering(tx, gathering_id);
  const panel = await sharedPanel(tx, panel_id);
  return { gathering, panel, project: await sharedProject(tx, project_id) };
}

/** Before its gathering is locked. A panel keeps its gathering. Throws `invalid unknown_panel`. */
async function panelWithout(tx: EntityManager, id: string): Promise<{ gathering_id: string }> {
  const [panel] = await tx.query('select gathering_id from panel where id = $1', [id]);
  if (!panel) throw invalid('/panel_id', 'unknown_panel', 'There is no such panel.');
  return panel;
}

/** The pitches of a panel in these states, kept as they are until the transaction ends. */
export async function pitchesOf(
  tx: EntityManager,
  panelId: string,
  states: readonly PitchState[],
  lock: 'pessimistic_read' | 'pessimistic_write' = 'pessimistic_read',
): Promise<Pitch[]> {
  return await tx
    .createQueryBuilder(PitchTable, 't')
    .setLock(lock)
    .where('t.panel_id = :panelId and t.state in (:...states)', { panelId, states })
    .orderBy('t.id')
    .getMany();
}

/** Throws `invalid unknown_pitch`. */
export async function sharedPitch(tx: EntityManager, id: string): Promise<Pitch> {
  const pitch = await tx.findOne(PitchTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!pitch) throw invalid('/pitch_id', 'unknown_pitch', 'There is no such pitch.');
  return pitch;
}
