import { unchanged, type Decision } from '@park/contracts';
import { dateAt, move } from '@park/kernel';
import { changeLocked, load, newIdentity, save, saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { Gathering } from '../gatherings/gathering.ts';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import { keepContacts, sharedInvestor, sharedInvestors } from '../investors/investor.store.ts';
import type { Project } from '../projects/project.ts';
import { sharedProject } from '../projects/project.store.ts';
import { keptUntil } from '../registrations/registrations.service.ts';
import {
  accept,
  cancel,
  changeExpiry,
  decline,
  expire,
  expiryOf,
  matchRequestMachine,
  openStates,
  request,
  requireForMatching,
  requireNotWithdrawn,
  requireOpenForRequests,
  type MatchRequest,
  type MatchRequestState,
} from './match-request.ts';
import { lockedRequests, lockMeetings, meetingKey, meetingNumbers } from './match-request.store.ts';
import { MatchRequestTable } from './match-request.table.ts';
import type { AskDto, CancelMatchDto, DeclineDto, FollowUpDto, HeldDto, NoShowDto, SlotDto } from './match-requests.dto.ts';
import {
  followUp,
  freeMeetingNumber,
  hold,
  markNoShow,
  moveMeeting,
  requireAhead,
  requireOpenForMeetings,
  schedule,
  unschedule,
  type Slot,
} from './meeting.ts';

const rowsOfAStep = 1_000;

/**
 * Locks are taken in one order, so that nothing waits in a circle: gathering, investor, project, the gathering's meetings, request. A
 * command on a request shares the gathering's lock; what happens to the gathering as a whole has it alone.
 */
@Injectable()
export class MatchRequestsService {
  async ask(command: Command, { gathering_id, investor_id, project_id, asked_by, message, expires_at }: AskDto): Promise<MatchRequest> {
    const { tx, now } = command;
    const gathering = await sharedGathering(tx, gathering_id);
    requireForMatching('/gathering_id', gathering);
    requireOpenForRequests(gathering, now);
    const investor = await sharedInvestor(tx, investor_id);
    const { entity_id, sector, ...project } = await sharedProject(tx, project_id);
    requireNotWithdrawn(project);
    const wish = {
      gathering_id,
      investor_id,
      project_id,
      entity_id,
      sector,
      asked_by,
      message: message ?? null,
      expires_at: expiryOf(expires_at === undefined ? undefined : new Date(expires_at), gathering, now),
    };
    const asked = await save(command, MatchRequestTable, request(await newIdentity(command, 'MR'), wish, gathering));
    await keepContacts(tx, [investor], keptUntil(gathering));
    return asked;
  }

  async accept(command: Command, id: string): Promise<MatchRequest> {
    return await this.change(command, id, (row, gathering, project) => {
      const decision = accept(row, gathering, command.now);
      requireNotWithdrawn(project);
      return decision;
    });
  }

  async decline(command: Command, id: string, { reason }: DeclineDto): Promise<MatchRequest> {
    return await this.change(command, id, (row, gathering) => decline(row, reason ?? null, gathering, command.now));
  }

  async cancel(command: Command, id: string, { by, reason }: CancelMatchDto): Promise<MatchRequest> {
    return await this.change(command, id, (row, gathering) => cancel(row, by, reason, gathering, dateAt(command.now)));
  }

  async expire(command: Command, id: string): Promise<void> {
    await this.change(command, id, (row, gathering) => expire(row, gathering, command.now));
  }

  async schedule(command: Command, id: string, body: SlotDto): Promise<MatchRequest> {
    const { tx, now } = command;
    return await this.give(command, id, body, async (row, slot, gathering, project) => {
      move(matchRequestMachine, row.state, 'schedule');
      requireNotWithdrawn(project);
      const [investor] = await sharedInvestors(tx, [row.investor_id]);
      const taken = (await meetingNumbers(tx, [row.gathering_id], [row.investor_id])).get(meetingKey(row)) ?? new Set();
      const number = freeMeetingNumber(taken, investor!.meetings_per_gathering);
      return schedule(row, slot, number, gathering, dateAt(now));
    });
  }

  async move(command: Command, id: string, body: SlotDto): Promise<MatchRequest> {
    return await this.give(command, id, body, (row, slot, gathering) => moveMeeting(row, slot, gathering, dateAt(command.now)));
  }

  async unschedule(command: Command, id: string): Promise<MatchRequest> {
    return await this.change(command, id, (row, gathering) => unschedule(row, gathering, dateAt(command.now)));
  }

  async hold(command: Command, id: string, interests: HeldDto): Promise<MatchRequest> {
    return await this.change(command, id, (row, gathering) => hold(row, interests, gathering, command.now));
  }

  async markNoShow(command: Command, id: string, { who }: NoShowDto): Promise<MatchRequest> {
    return await this.change(command, id, (row, gathering) => markNoShow(row, who, gathering, command.now));
  }

  async followUp(command: Command, id: string, { outcome }: FollowUpDto): Promise<MatchRequest> {
    return await this.change(command, id, (row, gathering) => followUp(row, outcome, gathering, dateAt(command.now)));
  }

  /** With the gathering, in its transaction: every open request, and every meeting that is still to come. */
  async cancelAll(command: Command, gathering: Gathering, reason: string): Promise<void> {
    const today = dateAt(command.now);
    await this.changeAll(command, gathering, openStates, (row) => cancel(row, 'gathering', reason, gathering, today));
  }

  /** The gathering has ended: an accepted request that no time was found for is not waited for any more. */
  async closeAll(command: Command, gathering: Gathering): Promise<void> {
    const today = dateAt(command.now);
    await this.changeAll(command, gathering, ['accepted'], (row) =>
      cancel(row, 'gathering', 'no time was found for the meeting', gathering, today),
    );
  }

  /** The gathering got another time, or none for now: meetings lose theirs, and no request outlasts the new beginning. */
  async releaseAll(command: Command, gathering: Gathering): Promise<void> {
    const today = dateAt(command.now);
    await this.changeAll(command, gathering, ['scheduled'], (row) => unschedule(row, gathering, today));
    if (gathering.state === 'postponed') return;
    await this.changeAll(command, gathering, ['requested'], (row) =>
      row.expires_at <= gathering.starts_at ? unchanged(row) : changeExpiry(row, gathering.starts_at, gathering, today),
    );
  }

  private async changeAll(
    command: Command,
    { id }: Gathering,
    states: readonly MatchRequestState[],
    decide: (row: MatchRequest) => Decision<MatchRequest>,
  ): Promise<void> {
    let rows: MatchRequest[] = [];
    do {
      rows = await lockedRequests(command.tx, id, states, { after: rows.at(-1)?.id, limit: rowsOfAStep });
      await saveAll(command, MatchRequestTable, rows.map(decide));
    } while (rows.length === rowsOfAStep);
  }

  /** A table and a time, now and in the order in which they were asked for. */
  private async give(
    command: Command,
    id: string,
    { table_no, starts_at, ends_at }: SlotDto,
    decide: (
      row: MatchRequest,
      slot: Slot,
      gathering: Gathering,
      project: Project,
    ) => Decision<MatchRequest> | Promise<Decision<MatchRequest>>,
  ): Promise<MatchRequest> {
    const slot = { table_no, starts_at: new Date(starts_at), ends_at: new Date(ends_at) };
    return await this.change(
      command,
      id,
      async (row, gathering, project) => {
        const decision = await decide(row, slot, gathering, project);
        requireOpenForMeetings(gathering, command.now);
        requireAhead('/starts_at', slot.starts_at, command.now);
        return decision;
      },
      true,
    );
  }

  private async change(
    command: Command,
    id: string,
    decide: (row: MatchRequest, gathering: Gathering, project: Project) => Decision<MatchRequest> | Promise<Decision<MatchRequest>>,
    givesTime = false,
  ): Promise<MatchRequest> {
    const { tx } = command;
    const { gathering_id, project_id } = await load(command, MatchRequestTable, id);
    const gathering = await sharedGathering(tx, gathering_id);
    const project = await sharedProject(tx, project_id);
    if (givesTime) await lockMeetings(tx, [gathering_id]);
    return await changeLocked(command, MatchRequestTable, id, (row) => decide(row, gathering, project));
  }
}
