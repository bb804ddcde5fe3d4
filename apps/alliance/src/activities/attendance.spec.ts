import fc from 'fast-check';
import { alliance } from '@park/contracts';
import { anActivity } from './activity.fixture.ts';
import { countAttendance, fewestShown, recordAttendance, shownToMember, shownToPark, totalOf, type Attendance } from './attendance.ts';

const member = (n: number): string => `0197a0c0-0000-7000-8000-00000000${String(n).padStart(4, '0')}`;
const organisation_id = '0197a0c0-0000-7000-8000-000000000080';
const came = (n: number, count: number) => ({ membership_id: member(n), organisation_id, count });
const counted = (wish: Partial<Attendance> = {}): Attendance => ({ by_member: [], others: 0, evidence_sha256: null, ...wish });
const held = () => anActivity({ state: 'held', published_at: new Date('2025-06-01T00:00:00Z') });
const refused = (code: string) => expect.objectContaining({ code });
const day = '2025-09-20';

it('is the sum of members and others, each member that came once, in a fixed order', () => {
  const { next, events } = countAttendance(held(), counted({ by_member: [came(2, 4), came(3, 0), came(1, 7)], others: 2 }), day);
  expect(next).toMatchObject({ attendance: 13, others: 2, attendance_by_member: [came(1, 7), came(2, 4)] });
  expect(alliance.ActivityAttendanceCountedV1.schema.parse(events[0]!.data)).toMatchObject({ attendance: 13, others: 2 });
});

it('is told again only where a number has changed, and the first time also where nobody came', () => {
  const first = countAttendance(held(), counted(), day);
  expect([first.events.length, first.next.attendance]).toEqual([1, 0]);
  expect(countAttendance(first.next, counted(), day).events).toEqual([]);
  expect(countAttendance(first.next, counted({ others: 1 }), day).events).toHaveLength(1);
});

it('is written down by the host from the beginning on, each member once, and never where the door counts', () => {
  const row = anActivity({ state: 'published', has_gathering: false });
  const list = counted({ by_member: [came(1, 3)], evidence_sha256: 'a'.repeat(64) });
  const before = new Date(row.starts_at.getTime() - 1);
  expect(() => recordAttendance(row, list, before, day)).toThrow(refused('not_begun'));
  expect(recordAttendance(row, list, row.starts_at, day).next).toMatchObject({ state: 'held', attendance: 3 });
  expect(() => recordAttendance(row, { ...list, by_member: [came(1, 3), came(1, 4)] }, row.starts_at, day)).toThrow(
    refused('member_twice'),
  );
  expect(() => recordAttendance({ ...row, has_gathering: true }, list, row.starts_at, day)).toThrow(refused('counted_at_door'));
});

it('shows a member its own count and those of five and more, and the total only where it tells of nobody else', () => {
  const { next } = countAttendance(held(), counted({ by_member: [came(1, 3), came(2, 5), came(3, 4)], others: 0 }), day);
  expect(shownToMember(next, [member(1)])).toEqual({
    attendance: null,
    by_member: [
      { membership_id: member(1), count: 3 },
      { membership_id: member(2), count: 5 },
      { membership_id: member(3), count: null },
    ],
    others: 0,
  });
  expect(shownToPark(next)).toMatchObject({ attendance: 12, others: 0, by_member: [{ count: 3 }, { count: 5 }, { count: 4 }] });
  const large = countAttendance(held(), counted({ by_member: [came(1, 3), came(2, 5)], others: 9 }), day).next;
  expect(shownToMember(large, [member(1)])).toMatchObject({ attendance: 17, others: 9 });
  expect(shownToMember(large, [])).toMatchObject({ attendance: null, by_member: [{ count: null }, { count: 5 }] });
});

it('of no member below five can be worked out from what another member sees', () => {
  const counts = fc.array(fc.nat(12), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(counts, fc.nat(12), (some, others) => {
      const by_member = some.map((count, i) => came(i + 2, count));
      const { next } = countAttendance(held(), counted({ by_member, others }), day);
      const shown = shownToMember(next, [member(1)]);
      const hidden = [...next.attendance_by_member!.map(({ count }) => count), others].filter((count) => count > 0 && count < fewestShown);
      const told = [...shown.by_member.map(({ count }) => count), shown.others, shown.attendance].filter((count) => count !== null);
      expect(told.filter((count) => count > 0 && count < fewestShown)).toEqual([]);
      expect(shown.attendance === null).toBe(hidden.length > 0);
      expect(totalOf({ by_member, others, evidence_sha256: null })).toBe(next.attendance);
    }),
  );
});
