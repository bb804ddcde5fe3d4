/** Projects as memberships ask for them. */
import { dateAt } from '@park/kernel';
import { saveAll, type Command } from '@park/service-kit';
import { cancel } from './project.ts';
import { ProjectTable } from './project.table.ts';

/** Those that it leads and that have not begun; one that is under way the park decides on. */
export async function cancelProjectsOf(command: Command, membershipId: string, reason: string): Promise<void> {
  const projects = await command.tx
    .createQueryBuilder(ProjectTable, 't')
    .setLock('pessimistic_write')
    .where(`t.membership_id = :membershipId and t.state in ('proposed', 'approved')`, { membershipId })
    .orderBy('t.id')
    .getMany();
  await saveAll(
    command,
    ProjectTable,
    projects.map((project) => cancel(project, reason, dateAt(command.now))),
  );
}
