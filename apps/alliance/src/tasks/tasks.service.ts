import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, isOperator } from '@park/kernel';
import { changeLocked, load, newIdentity, save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { activeMembership, actingMember } from '../memberships/membership.store.ts';
import { ownerOf } from '../resolutions/resolution.ts';
import { fulfilIfDone, lockedResolution, standingResolution } from '../resolutions/resolution.store.ts';
import { chairOn } from '../rotation-terms/rotation-term.store.ts';
import {
  accept,
  assign,
  cancel,
  changeDueDay,
  reassign,
  returnToOwner,
  start,
  submit,
  taskMachine,
  tellOverdue,
  type Task,
} from './task.ts';
import { tasks, TaskTable } from './task.table.ts';
import type { AssignTaskDto, ChangeDueDayDto, ReassignTaskDto } from './tasks.dto.ts';

/**
 * Takes locks in the order that MeetingsService documents. The open tasks of a member that becomes inactive stay assigned to it until the
 * park reassigns them, since the resolution still stands; an overdue one comes before the chair like all others.
 */
@Injectable()
export class TasksService {
  async assign(command: Command, { resolution_id, owner_membership_id, ...content }: AssignTaskDto): Promise<Task> {
    const owner = ownerOf(await activeMembership(command.tx, owner_membership_id, 'owner_membership_id'));
    const { id } = await standingResolution(command, resolution_id);
    return await save(command, TaskTable, assign(await newIdentity(command, 'TA'), id, owner, content, dateAt(command.now)));
  }

  async start(command: Command, id: string): Promise<Task> {
    return await this.changeOwn(command, id, (task) => start(task, dateAt(command.now)));
  }

  async submit(command: Command, id: string, evidence_sha256: string): Promise<Task> {
    const submission = { evidence_sha256, submitted_on: dateAt(command.now), submitted_by: command.actor.id };
    return await this.changeOwn(command, id, (task) => submit(task, submission));
  }

  async returnToOwner(command: Command, id: string, reason: string): Promise<Task> {
    return await changeLocked(command, TaskTable, id, (task) => returnToOwner(task, reason, dateAt(command.now)));
  }

  /** With the last one that is open, the resolution is fulfilled. */
  async accept(command: Command, id: string): Promise<Task> {
    return await this.settle(command, id, (task) => accept(task, command.actor.id, dateAt(command.now)));
  }

  async changeDueDay(command: Command, id: string, { due_on, reason }: ChangeDueDayDto): Promise<Task> {
    return await changeLocked(command, TaskTable, id, (task) => changeDueDay(task, due_on, reason, dateAt(command.now)));
  }

  async reassign(command: Command, id: string, { owner_membership_id, reason }: ReassignTaskDto): Promise<Task> {
    const owner = ownerOf(await activeMembership(command.tx, owner_membership_id, 'owner_membership_id'));
    return await changeLocked(command, TaskTable, id, (task) => reassign(task, owner, reason, dateAt(command.now)));
  }

  /** A resolution whose other tasks are accepted is fulfilled without it. */
  async cancel(command: Command, id: string, reason: string): Promise<Task> {
    return await this.settle(command, id, (task) => cancel(task, reason, dateAt(command.now)));
  }

  /** By the clock: of each day that has come, with the chair of that day. */
  async tellOverdue(command: Command, id: string): Promise<void> {
    const today = dateAt(command.now);
    await changeLocked(command, TaskTable, id, async (task) => {
      let told = unchanged(task);
      while (taskMachine.tell_overdue.from.includes(task.state) && told.next.next_overdue_on <= today) {
        const chair = await chairOn(command.tx, told.next.next_overdue_on);
        told = followedBy(told, (one) => tellOverdue(one, chair));
      }
      return told;
    });
  }

  /** By its owner, as an active member, or by the park for it. */
  private async changeOwn(command: Command, id: string, decide: (task: Task) => Decision<Task>): Promise<Task> {
    if (!isOperator(command.actor)) await actingMember(command, undefined);
    return await changeLocked(command, tasks, id, decide);
  }

  private async settle(command: Command, id: string, decide: (task: Task) => Decision<Task>): Promise<Task> {
    const { resolution_id } = await load(command, TaskTable, id);
    const resolution = await lockedResolution(command, resolution_id);
    const task = await changeLocked(command, TaskTable, id, decide);
    await fulfilIfDone(command, resolution, dateAt(command.now));
    return task;
  }
}
