import type { KpiAnswer } from '@park/contracts';
import { parkOrganisation, type Actor } from '@park/kernel';
import fc from 'fast-check';
import { anAnswer } from '../figures/answer-examples.ts';
import { figures } from '../figures/registry.ts';
import { fewestShown, requireAllowed, shownTo } from './small-numbers.ts';

const member: Actor = { id: 'm', type: 'member_org', organisation: '91370200264574251E' };
const park: Actor = { id: 'p', type: 'user', organisation: parkOrganisation };
const attendance = figures.kpiOf('activity_attendance');
const figure = (value: number | null) => ({ value, null_reason: null, numerator: null, denominator: null });
const answer = (value: number, groups: number[] = []): KpiAnswer => ({
  ...anAnswer,
  ...figure(value),
  groups: groups.map((count, i) => ({ ...figure(count), key: String(i), label: { zh: '组', en: 'Group' } })),
});
const groupsShown = (some: number[]) => shownTo(member, attendance, answer(99, some)).groups!.map(({ value }) => value);

it('shows a member no number of persons below five, and the park all of them', () => {
  expect(shownTo(member, attendance, answer(4))).toMatchObject({ value: null, null_reason: 'too_few_persons' });
  expect([5, 0].map((value) => shownTo(member, attendance, answer(value)).value)).toEqual([5, 0]);
  expect(shownTo(park, attendance, answer(4)).value).toBe(4);
  expect(shownTo(member, figures.kpiOf('member_orgs'), answer(4)).value).toBe(4);
});

it.each([
  [
    [5, 9, 0],
    [5, 9, 0],
  ],
  [
    [3, 9, 20],
    [null, null, 20],
  ],
  [
    [3, 4, 20],
    [null, null, 20],
  ],
  [
    [1, 2, 20],
    [null, null, null],
  ],
  [[4], [null]],
])('of the groups %j shows %j', (groups, shown) => {
  expect(groupsShown(groups)).toEqual(shown);
});

it('leaves out so much that what is left out is no number below five', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 12 }), (counts) => {
      const shown = groupsShown(counts);
      const hidden = counts.filter((_, i) => shown[i] === null);
      expect(shown.filter((value) => value !== null && value > 0 && value < fewestShown)).toEqual([]);
      const rest = counts.filter((count, i) => shown[i] !== null && count > 0);
      if (hidden.length > 0 && rest.length > 0) expect(hidden.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(fewestShown);
      if (rest.length > 0) expect(hidden.length).not.toBe(1);
    }),
  );
});

it('breaks down by member for the park alone', () => {
  const by = (group_by: string | undefined, filters = {}) => ({ group_by, filters });
  expect(() => requireAllowed(member, attendance, by('member'))).toThrow(expect.objectContaining({ code: 'operator_only' }));
  expect(() => requireAllowed(member, attendance, by(undefined, { member: 'm1' }))).toThrow(
    expect.objectContaining({ code: 'operator_only' }),
  );
  expect(() => requireAllowed(member, attendance, by('mode'))).not.toThrow();
  expect(() => requireAllowed(park, attendance, by('member'))).not.toThrow();
});
