import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, requireOwnCode, type NewIdentity } from '@park/kernel';
import { changeLocked, knownByCode, newIdentity, save, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { memberOf } from '../memberships/members-of-file.ts';
import { requireActive, type Membership } from '../memberships/membership.ts';
import { actingMember, activeMemberships, lockedMembersOfFile } from '../memberships/membership.store.ts';
import { dayOf, textOf } from '../needs/file-row.ts';
import { claimedNeed } from '../needs/need.store.ts';
import { NeedTable } from '../needs/need.table.ts';
import {
  approve,
  cancel,
  changeDueDay,
  complete,
  evaluate,
  noteOverdue,
  propose,
  reject,
  start,
  type Project,
  type Team,
} from './project.ts';
import { ownProjects, ProjectTable } from './project.table.ts';
import type { ChangeProjectDueDayDto, ProjectRow, ProposeProjectDto } from './projects.dto.ts';

/** Takes locks in the order that NeedsService documents. */
@Injectable()
export class ProjectsService {
  async propose(command: Command, { membership_id, partners = [], need_id, ...content }: ProposeProjectDto): Promise<Project> {
    const lead = await actingMember(command, membership_id);
    await activeMemberships(command.tx, partners, (i) => `/partners/${i}`);
    if (need_id !== undefined) await claimedNeed(command, need_id);
    const team = { lead, partners, need_id: need_id ?? null, proposed_by: command.actor.id };
    return await save(command, ProjectTable, propose(await newIdentity(command, 'PR'), content, team));
  }

  async approve(command: Command, id: string): Promise<Project> {
    return await this.change(command, id, (project) => approve(project, command.actor.id, dateAt(command.now)));
  }

  async reject(command: Command, id: string, reason: string): Promise<Project> {
    return await this.change(command, id, (project) => reject(project, command.actor.id, reason, dateAt(command.now)));
  }

  async start(command: Command, id: string): Promise<Project> {
    return await this.change(command, id, (project) => start(project, dateAt(command.now)));
  }

  async changeDueDay(command: Command, id: string, { due_on, reason }: ChangeProjectDueDayDto): Promise<Project> {
    return await this.change(command, id, (project) => changeDueDay(project, due_on, reason, dateAt(command.now)));
  }

  async complete(command: Command, id: string, result: string): Promise<Project> {
    return await this.change(command, id, (project) => complete(project, result, dateAt(command.now)));
  }

  async evaluate(command: Command, id: string, score: number): Promise<Project> {
    return await this.change(command, id, (project) => evaluate(project, score, dateAt(command.now)));
  }

  async cancel(command: Command, id: string, reason: string): Promise<Project> {
    return await this.change(command, id, (project) => cancel(project, reason, dateAt(command.now)));
  }

  async noteOverdue(command: Command, id: string): Promise<void> {
    await this.change(command, id, (project) => noteOverdue(project, dateAt(command.now)));
  }

  /** As a file of history has them. Throws `invalid unknown_membership`, `invalid unknown_need`, and what the steps throw. */
  async importRows(command: Command, rows: ProjectRow[]): Promise<Outcome[]> {
    const members = await lockedMembersOfFile(
      command.tx,
      rows.flatMap(({ lead_uscc, partner_usccs = [] }) => [lead_uscc, ...partner_usccs]),
    );
    const codes = rows.map(({ code }) => code);
    const known = await knownByCode(command, ProjectTable, codes);
    const needs = await knownByCode(
      command,
      NeedTable,
      rows.flatMap(({ need_code }) => need_code ?? []),
    );
    const { outcomes } = await upsertRows(command, ProjectTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => {
        const lead = memberOf(members, row.lead_uscc, 'lead_uscc');
        const partners = (row.partner_usccs ?? []).map((uscc) => memberOf(members, uscc, 'partner_usccs').id);
        const need = row.need_code === undefined ? null : needs.get(row.need_code);
        if (need === undefined) throw invalid('/need_code', 'unknown_need', 'There is no such need.');
        const team = { lead, partners, need_id: need?.id ?? null, proposed_by: `import of ${command.actor.id}` };
        return imported(identity, row, team, lead);
      },
    });
    return outcomes;
  }

  private async change(command: Command, id: string, decide: (row: Project) => Decision<Project>): Promise<Project> {
    return await changeLocked(command, ownProjects, id, decide);
  }
}

/** Each step dates from its own day. */
function imported(identity: NewIdentity, row: ProjectRow, team: Team, lead: Membership): Decision<Project> {
  const today = dateAt(identity.now);
  requireOwnCode(row.code, 'PR');
  const on = dayOf('proposed_on', row.proposed_on, null, today);
  if (['proposed', 'approved', 'in_progress'].includes(row.state)) requireActive(lead);
  const { mode, title, due_on, budget_kcny } = row;
  const proposed = propose({ ...identity, today: on }, { mode, title, due_on, budget_kcny }, team);
  return followedBy(proposed, (project) => decided(project, row, on, today));
}

function decided(project: Project, row: ProjectRow, proposedOn: string, today: string): Decision<Project> {
  if (row.state === 'proposed') return unchanged(project);
  const on = dayOf('decided_on', row.decided_on ?? proposedOn, proposedOn, today);
  if (row.state === 'rejected') return reject(project, 'import', textOf('reason', row.reason), on);
  if (row.state === 'cancelled') return cancel(project, textOf('reason', row.reason), on);
  const approved = approve(project, 'import', on);
  if (row.state === 'approved') return approved;
  const started_on = dayOf('started_on', row.started_on, on, today);
  const started = followedBy(approved, (one) => start(one, started_on));
  if (row.state === 'in_progress') return started;
  const completed_on = dayOf('completed_on', row.completed_on, started_on, today);
  const completed = followedBy(started, (one) => complete(one, textOf('result', row.result), completed_on));
  if (row.state === 'completed') return completed;
  const { score } = row;
  if (score === undefined) throw invalid('/score', 'required', 'score is required of an evaluated project.');
  return followedBy(completed, (one) => evaluate(one, score, completed_on));
}
