import { dateAt, invalid, normaliseUscc } from '@park/kernel';
import { identityWith, knownByCode, save, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { memberThen, type MembersOfFile } from '../memberships/members-of-file.ts';
import { lockedMembersOfFile } from '../memberships/membership.store.ts';
import { hasCome, historyOf, type Around } from './meeting-history.ts';
import { draftOfHistory, type Attendance } from './meeting.ts';
import { lockMeetings, loopOf, previousOf } from './meeting.store.ts';
import { MeetingTable } from './meeting.table.ts';
import type { MeetingRow } from './meetings.dto.ts';

/** Meetings as a clerk has them in a file; a known one, by its code, stays as it is. Takes locks in the order that MeetingsService documents. */
@Injectable()
export class MeetingsImportService {
  async importRows(command: Command, rows: MeetingRow[]): Promise<Outcome[]> {
    const members = await lockedMembersOfFile(
      command.tx,
      rows.flatMap(({ present, excused, absent }) => [present, excused, absent].flatMap(usccsIn)),
    );
    await lockMeetings(command.tx);
    const codes = rows.map(({ code }) => code);
    const known = new Set((await knownByCode(command, MeetingTable, codes)).keys());
    const outcomes: Outcome[] = [];
    // One after the other: each looks for the meeting before it.
    for (const row of rows) {
      outcomes.push(known.has(row.code) ? 'unchanged' : 'created');
      if (!known.has(row.code)) await this.enter(command, row, members);
      known.add(row.code);
    }
    return outcomes;
  }

  private async enter(command: Command, row: MeetingRow, members: MembersOfFile): Promise<void> {
    const identity = identityWith(command, row.code);
    await save(command, MeetingTable, historyOf(identity, row, await this.around(command, row, members)));
  }

  private async around(command: Command, row: MeetingRow, members: MembersOfFile): Promise<Around> {
    const { tx, now } = command;
    const nothing = { attendance: { present: [], excused: [], absent: [] }, previousId: null, loop: await loopOf(tx, null) };
    if (!hasCome(row.state, 'convened') || row.meeting_on > dateAt(now)) return nothing;
    const attendance = attendanceThen(row, members);
    const previous = await previousOf(tx, draftOfHistory(identityWith(command, row.code), row.meeting_on).next);
    return { attendance, previousId: previous?.id ?? null, loop: await loopOf(tx, previous?.id ?? null) };
  }
}

/** Throws `invalid required`, `invalid attendance_twice`, and what `memberThen` throws. */
function attendanceThen({ present, excused, absent, meeting_on }: MeetingRow, members: MembersOfFile): Attendance {
  if (present === undefined) throw invalid('/present', 'required', 'present is required of a meeting that was convened.');
  const named = Object.entries({ present, excused, absent }).map(([name, text]) => [name, usccsIn(text)] as const);
  const seen = new Set<string>();
  const ids = named.map(([name, usccs]) => [
    name,
    usccs.map((uscc) => {
      if (seen.has(uscc)) throw invalid(`/${name}`, 'attendance_twice', `${uscc} is named twice.`);
      seen.add(uscc);
      return memberThen(members, uscc, meeting_on, name).id;
    }),
  ]);
  return Object.fromEntries(ids) as Attendance;
}

function usccsIn(text: string | undefined): string[] {
  return (text ?? '')
    .split(';')
    .map(normaliseUscc)
    .filter((uscc) => uscc !== '');
}
