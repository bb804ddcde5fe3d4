/** Projects as others name them. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Project } from './project.ts';
import { ProjectTable } from './project.table.ts';

/** Kept as it is until the transaction ends. Throws `invalid unknown_project`. */
export async function sharedProject(tx: EntityManager, id: string): Promise<Project> {
  const project = await tx.findOne(ProjectTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!project) throw invalid('/project_id', 'unknown_project', 'There is no such project.');
  return project;
}

/** Those of the codes that are known, with the same lock. */
export async function sharedProjects(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Project>> {
  const rows = await tx
    .createQueryBuilder(ProjectTable, 't')
    .setLock('pessimistic_read')
    .where('t.code = any (:codes)', { codes })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((project) => [project.code, project]));
}

/** Those with the ids, with the same lock. */
export async function sharedProjectsById(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Project>> {
  const rows = await tx
    .createQueryBuilder(ProjectTable, 't')
    .setLock('pessimistic_read')
    .where('t.id = any (:ids)', { ids })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((project) => [project.id, project]));
}

/** Those with pitches for a panel, with the same lock. */
export async function sharedProjectsOfPanel(tx: EntityManager, panelId: string): Promise<Map<string, Project>> {
  const rows: { project_id: string }[] = await tx.query('select distinct project_id from pitch where panel_id = $1', [panelId]);
  return await sharedProjectsById(
    tx,
    rows.map(({ project_id }) => project_id),
  );
}

/** Throws `invalid unknown_project`. */
export function knownProject(projects: ReadonlyMap<string, Project>, code: string): Project {
  const project = projects.get(code);
  if (!project) throw invalid('/project_code', 'unknown_project', `No project has the code ${code}.`);
  return project;
}

/** Its pitches that are still to come. */
export async function livePitchesOf(tx: EntityManager, projectId: string): Promise<number> {
  const [{ live }] = await tx.query(
    `select count(*) as live from pitch where project_id = $1 and state in ('draft', 'submitted', 'shortlisted', 'scheduled')`,
    [projectId],
  );
  return live;
}
