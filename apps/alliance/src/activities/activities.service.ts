import { dateAt, invalid, isOperator, Refusal } from '@park/kernel';
import { changeLocked, lockAll, newIdentity, requireIfMatch, save, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Membership } from '../memberships/membership.ts';
import { actingMember, activeMemberships } from '../memberships/membership.store.ts';
import { MembershipTable } from '../memberships/membership.table.ts';
import { MembershipsService, type MemberInactive } from '../memberships/memberships.service.ts';
import { cancel, change, draft, publish, requireAhead, withoutMember, type Activity, type ActivityContent } from './activity.ts';
import { ActivityTable, ownActivities } from './activity.table.ts';
import type { ChangeActivityDto, DraftActivityDto, RecordAttendanceDto } from './activities.dto.ts';
import { recordAttendance, type MemberAttendance } from './attendance.ts';
import { gatheringState } from './gathering.store.ts';

/** Memberships are locked before activities, so that a member stays active until what it hosts is saved. */
@Injectable()
export class ActivitiesService implements MemberInactive {
  constructor(@Inject(MembershipsService) memberships: MembershipsService) {
    memberships.whenInactive(this);
  }

  async draft(command: Command, { membership_id, has_gathering = true, ...body }: DraftActivityDto): Promise<Activity> {
    const owner = await actingMember(command, membership_id);
    requireHost(owner, '/membership_id');
    await requireHosts(command.tx, body);
    const { host_membership_ids = [], cohost_membership_ids = [], starts_at, ends_at, ...rest } = body;
    const content = { ...rest, host_membership_ids, cohost_membership_ids, starts_at: new Date(starts_at), ends_at: new Date(ends_at) };
    requireAhead(content, command.now);
    return await save(command, ActivityTable, draft(await newIdentity(command, 'AC'), owner, content, has_gathering));
  }

  /** By the host that drafted it, or by the park. Throws `conflict gathering_decides`, and what the change throws. */
  async change(command: Command, id: string, body: ChangeActivityDto): Promise<Activity> {
    await requireActor(command);
    await requireHosts(command.tx, body);
    return await changeLocked(requireIfMatch(command), ownActivities, id, async (activity) => {
      const decision = change(activity, contentOf(body), command.now);
      await requireDraftGathering(command.tx, activity, decision.next);
      return decision;
    });
  }

  async publish(command: Command, id: string): Promise<Activity> {
    return await changeLocked(command, ActivityTable, id, (activity) => publish(activity, command.now));
  }

  async cancel(command: Command, id: string, reason: string): Promise<Activity> {
    await requireActor(command);
    return await changeLocked(command, ownActivities, id, (activity) => cancel(activity, reason, dateAt(command.now)));
  }

  /** Throws `invalid unknown_membership`, and what the recording throws. */
  async recordAttendance(command: Command, id: string, body: RecordAttendanceDto): Promise<Activity> {
    const { others = 0, evidence_sha256 } = body;
    await requireActor(command);
    const by_member = await knownMembers(command.tx, body);
    return await changeLocked(command, ownActivities, id, (activity) =>
      recordAttendance(activity, { by_member, others, evidence_sha256 }, command.now, dateAt(command.now)),
    );
  }

  /** Activities that it hosts and that are still to come go over to the other hosts, or are cancelled (invariant 2). */
  async memberInactive(command: Command, { id }: Membership): Promise<void> {
    const { tx, now } = command;
    const rows: { id: string }[] = await tx.query(
      `select id from activity
       where state in ('draft', 'published') and (host_membership_ids @> array[$1::uuid] or cohost_membership_ids @> array[$1::uuid])`,
      [id],
    );
    const ids = rows.map((row) => row.id);
    await lockAll(command, ActivityTable, ids, 'update');
    const hosted = (await tx.findBy(ActivityTable, { id: In(ids) })).filter(
      ({ state, starts_at, ...of }) =>
        ['draft', 'published'].includes(state) && starts_at > now && [...of.host_membership_ids, ...of.cohost_membership_ids].includes(id),
    );
    const hosts = await tx.findBy(MembershipTable, { id: In(hosted.flatMap(({ host_membership_ids }) => host_membership_ids)) });
    const usccOf = new Map(hosts.map((host) => [host.id, host.uscc]));
    await saveAll(
      command,
      ActivityTable,
      hosted.map((activity) => withoutMember(activity, id, usccOf, dateAt(now))),
    );
  }
}

/** A token's organisation acts as an active member. */
async function requireActor(command: Command): Promise<void> {
  if (!isOperator(command.actor)) await actingMember(command, undefined);
}

/** Throws `invalid observer_host`. */
function requireHost({ role }: Membership, pointer: string): void {
  if (role === 'observer') throw invalid(pointer, 'observer_host', 'An observer hosts no activity.');
}

type Named = Pick<ChangeActivityDto, 'host_membership_ids' | 'cohost_membership_ids'>;

/** They stay active until the transaction ends. Throws `invalid unknown_membership`, `forbidden inactive_member`, `invalid observer_host`. */
async function requireHosts(tx: EntityManager, { host_membership_ids = [], cohost_membership_ids = [] }: Named): Promise<void> {
  const pointerOf = (i: number): string =>
    i < host_membership_ids.length ? `/host_membership_ids/${i}` : `/cohost_membership_ids/${i - host_membership_ids.length}`;
  const members = await activeMemberships(tx, [...host_membership_ids, ...cohost_membership_ids], pointerOf);
  for (const [i, host] of members.slice(0, host_membership_ids.length).entries()) requireHost(host, pointerOf(i));
}

function contentOf({ starts_at, ends_at, ...content }: ChangeActivityDto): Partial<ActivityContent> {
  return {
    ...content,
    ...(starts_at !== undefined && { starts_at: new Date(starts_at) }),
    ...(ends_at !== undefined && { ends_at: new Date(ends_at) }),
  };
}

/** A gathering under review or published goes its own way, and the activity with it. Throws `conflict gathering_decides`. */
async function requireDraftGathering(tx: EntityManager, before: Activity, next: Activity): Promise<void> {
  const isMoved = +before.starts_at !== +next.starts_at || +before.ends_at !== +next.ends_at || before.place !== next.place;
  if (before.gathering_id === null || !isMoved || (await gatheringState(tx, before.gathering_id)) === 'draft') return;
  throw new Refusal('conflict', 'gathering_decides', 'The gathering is under review or published: its times and place are changed there.');
}

/** Members of any state: a member that has left since may have come. Throws `invalid unknown_membership`. */
async function knownMembers(tx: EntityManager, { attendance_by_member }: RecordAttendanceDto): Promise<MemberAttendance[]> {
  const known = await tx.findBy(MembershipTable, { id: In(attendance_by_member.map(({ membership_id }) => membership_id)) });
  const organisationOf = new Map(known.map(({ id, organisation_id }) => [id, organisation_id]));
  return attendance_by_member.map(({ membership_id, count }, i) => {
    const organisation_id = organisationOf.get(membership_id);
    if (organisation_id === undefined)
      throw invalid(`/attendance_by_member/${i}/membership_id`, 'unknown_membership', 'There is no such membership.');
    return { membership_id, organisation_id, count };
  });
}
