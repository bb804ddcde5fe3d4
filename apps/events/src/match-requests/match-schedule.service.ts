import { dateAt } from '@park/kernel';
import { load, lock, saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GatheringTable } from '../gatherings/gathering.table.ts';
import { sharedInvestors } from '../investors/investor.store.ts';
import { sharedProjectsById } from '../projects/project.store.ts';
import type { MatchRequest } from './match-request.ts';
import { lockedRequests, lockMeetings, meetingKey, meetingNumbers, standingMeetings } from './match-request.store.ts';
import { MatchRequestTable } from './match-request.table.ts';
import { requireWindow, scheduled, slotsIn, type Programme, type UnplacedReason } from './match-schedule.ts';
import type { MatchScheduleDto } from './match-schedule.dto.ts';
import { freeMeetingNumber, requireOpenForMeetings, schedule, type Slot } from './meeting.ts';

type Named = { match_request_id: string; code: string; investor_id: string; project_id: string };

export interface MatchSchedule {
  placed: (Named & Slot)[];
  unplaced: (Named & { reason: UnplacedReason | 'project_withdrawn' })[];
}

/** Gives all accepted requests of a gathering their tables and times, in one transaction. Locks in the order of MatchRequestsService. */
@Injectable()
export class MatchScheduleService {
  async scheduleAll(command: Command, id: string, { tables, slot_minutes, ...body }: MatchScheduleDto): Promise<MatchSchedule> {
    const { tx, now } = command;
    await lock(command, GatheringTable, id, 'share');
    const gathering = await load(command, GatheringTable, id);
    requireOpenForMeetings(gathering, now);
    const window = { from: new Date(body.from), to: new Date(body.to) };
    requireWindow(window, gathering, now);
    const { requests, withdrawn, investors } = await acceptedRequests(tx, id);
    const quotas = new Map(investors.map((investor) => [investor.id, investor.meetings_per_gathering]));
    const numbers = await meetingNumbers(tx, [id], [...quotas.keys()]);
    const numbersOf = (investor_id: string): Set<number> => {
      const key = meetingKey({ gathering_id: id, investor_id });
      if (!numbers.has(key)) numbers.set(key, new Set());
      return numbers.get(key)!;
    };
    const programme: Programme = {
      tables,
      slots: slotsIn(window.from, window.to, slot_minutes),
      standing: await standingMeetings(tx, {
        gathering_id: id,
        ...window,
        investor_ids: [...quotas.keys()],
        project_ids: requests.map(({ project_id }) => project_id),
      }),
      meetings: new Map([...quotas.keys()].map((investor) => [investor, numbersOf(investor).size])),
      quotaLeft: new Map([...quotas].map(([investor, quota]) => [investor, quota - numbersOf(investor).size])),
    };
    const { placed, unplaced } = scheduled(requests, programme);
    const byId = new Map([...requests, ...withdrawn].map((row) => [row.id, row]));
    const decisions = placed.map(({ id: request, slot }) => {
      const row = byId.get(request)!;
      const taken = numbersOf(row.investor_id);
      const number = freeMeetingNumber(taken, quotas.get(row.investor_id)!);
      taken.add(number);
      return schedule(row, slot, number, gathering, dateAt(now));
    });
    await saveAll(command, MatchRequestTable, decisions);
    return {
      placed: placed.map(({ id: request, slot }) => ({ ...named(byId.get(request)!), ...slot })),
      unplaced: [
        ...unplaced.map(({ id: request, reason }) => ({ ...named(byId.get(request)!), reason })),
        ...withdrawn.map((row) => ({ ...named(row), reason: 'project_withdrawn' as const })),
      ],
    };
  }
}

/** Those that came first at the front, without those of withdrawn projects. */
async function acceptedRequests(tx: EntityManager, gatheringId: string) {
  const named: { investor_id: string; project_id: string }[] = await tx.query(
    `select distinct investor_id, project_id from match_request where gathering_id = $1 and state = 'accepted'`,
    [gatheringId],
  );
  const investors = await sharedInvestors(
    tx,
    named.map(({ investor_id }) => investor_id),
  );
  const projects = await sharedProjectsById(
    tx,
    named.map(({ project_id }) => project_id),
  );
  await lockMeetings(tx, [gatheringId]);
  const rows = await lockedRequests(tx, gatheringId, ['accepted']);
  // One that was accepted after the investors were locked comes too late for this schedule.
  const known = rows.filter(({ investor_id, project_id }) => projects.has(project_id) && investors.some(({ id }) => id === investor_id));
  const inOrder = known.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const isWithdrawn = ({ project_id }: MatchRequest): boolean => projects.get(project_id)!.state === 'withdrawn';
  return { requests: inOrder.filter((row) => !isWithdrawn(row)), withdrawn: inOrder.filter(isWithdrawn), investors };
}

function orderOf({ requested_on, id }: MatchRequest): string {
  return `${requested_on} ${id}`;
}

function named({ id, code, investor_id, project_id }: MatchRequest): Named {
  return { match_request_id: id, code, investor_id, project_id };
}
