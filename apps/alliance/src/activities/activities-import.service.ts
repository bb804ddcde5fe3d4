import { followedBy, type Decision } from '@park/contracts';
import { addDays, dateAt, invalid, requireOwnCode, startOfDay, type NewIdentity } from '@park/kernel';
import { knownByCode, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { memberOf, memberThen, type MembersOfFile } from '../memberships/members-of-file.ts';
import { requireActive } from '../memberships/membership.ts';
import { lockedMembersOfFile } from '../memberships/membership.store.ts';
import { draft, hold, publishAsHistory, requireAhead, type Activity, type ActivityContent } from './activity.ts';
import { ActivityTable } from './activity.table.ts';
import type { ActivityRow } from './activities.dto.ts';
import { countAttendance, totalOf, type Attendance } from './attendance.ts';

/** Activities as a clerk has them in a file, also those that took place before the park kept them here. */
@Injectable()
export class ActivitiesImportService {
  /** By code: a new one is drafted, and taken as far as the row says; a known one stays as it is. */
  async importRows(command: Command, rows: ActivityRow[]): Promise<Outcome[]> {
    const members = await lockedMembersOfFile(command.tx, rows.flatMap(usccsIn));
    const known = await knownByCode(
      command,
      ActivityTable,
      rows.map(({ code }) => code),
    );
    const { outcomes } = await upsertRows(command, ActivityTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, members),
    });
    return outcomes;
  }
}

function usccsIn({ host_usccs, cohost_usccs = [], attendance = [] }: ActivityRow): string[] {
  return [...host_usccs, ...cohost_usccs, ...attendance.map((text) => text.split(':')[0]!)];
}

/** Each step dates from its own moment. */
function imported(identity: NewIdentity, row: ActivityRow, members: MembersOfFile): Decision<Activity> {
  requireOwnCode(row.code, 'AC');
  const isHistory = row.state === 'held';
  const counted = isHistory ? attendanceIn(row, members) : null;
  const content = contentOf(row, members, counted);
  const has_gathering = row.has_gathering ?? false;
  const owner = memberOf(members, row.host_usccs[0]!, 'host_usccs');
  if (!isHistory) {
    if (row.attendance !== undefined || row.others !== undefined)
      throw invalid('/attendance', 'not_held', 'An activity that is still to come has no attendance.');
    requireAhead(content, identity.now);
    return followedBy(draft(identity, owner, content, has_gathering), (one) => publishAsHistory(one, identity.now));
  }
  if (has_gathering)
    throw invalid('/has_gathering', 'history_has_none', 'An activity that was held before is not sent to the events service.');
  if (content.ends_at > identity.now)
    throw invalid('/ends_at', 'in_future', 'ends_at of an activity that was held must not be later than now.');
  const from = addDays(dateAt(content.starts_at), -daysBefore);
  return followedBy(
    draft({ ...identity, today: from }, owner, content, has_gathering),
    (one) => publishAsHistory(one, startOfDay(from)),
    (one) => hold(one, identity.now),
    ...(counted === null ? [] : [(one: Activity) => countAttendance(one, counted, one.activity_on)]),
  );
}

/** A file does not say when an activity of earlier times was announced. */
const daysBefore = 7;

function contentOf(row: ActivityRow, members: MembersOfFile, counted: Attendance | null): ActivityContent {
  const [starts_at, ends_at] = [new Date(row.starts_at), new Date(row.ends_at)];
  const on = dateAt(starts_at);
  const isAhead = row.state === 'published';
  const expected = row.expected_participants ?? (counted === null ? null : Math.max(1, totalOf(counted)));
  if (expected === null)
    throw invalid('/expected_participants', 'required', 'expected_participants is required unless those who came are counted.');
  const ids = (column: string, usccs: readonly string[]): string[] =>
    usccs.map((uscc) => {
      const membership = memberThen(members, uscc, on, column);
      if (isAhead) requireActive(membership);
      if (isAhead && column === 'host_usccs' && membership.role === 'observer')
        throw invalid('/host_usccs', 'observer_host', 'An observer hosts no activity.');
      return membership.id;
    });
  return {
    title: row.title,
    modes: row.modes,
    place: row.place,
    starts_at,
    ends_at,
    expected_participants: expected,
    host_membership_ids: ids('host_usccs', row.host_usccs),
    cohost_membership_ids: ids('cohost_usccs', row.cohost_usccs ?? []),
  };
}

/** `USCC:count`. Throws `invalid malformed_attendance`, `invalid member_twice`. */
function attendanceIn({ attendance = [], others, evidence_sha256, starts_at }: ActivityRow, members: MembersOfFile): Attendance | null {
  if (attendance.length === 0 && others === undefined) return null;
  const on = dateAt(new Date(starts_at));
  const by_member = attendance.map((text) => {
    const [, uscc, count] = /^([^:]+):(\d{1,6})$/.exec(text) ?? [];
    if (uscc === undefined) throw invalid('/attendance', 'malformed_attendance', 'attendance must be USCC:count, separated by ;');
    const { id: membership_id, organisation_id } = memberThen(members, uscc, on, 'attendance');
    return { membership_id, organisation_id, count: Number(count) };
  });
  if (new Set(by_member.map(({ membership_id }) => membership_id)).size < by_member.length)
    throw invalid('/attendance', 'member_twice', 'A member is named twice.');
  return { by_member, others: others ?? 0, evidence_sha256: evidence_sha256 ?? null };
}
