/** Figures that the alliance of a sample park must come to, whatever its opening day. */
import { addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import { isUscc } from '../../libs/kernel/src/uscc.ts';
import type { Rows } from './sample-park.ts';

/** Answers how many activities were held in the calendar year up to the day. */
export function checkAlliance(rows: Rows, openingDay: LocalDate): number {
  const joined = new Map(rows.memberships.map(({ uscc, joined_on }) => [uscc, joined_on]));
  expect(joined.size).toBe(36);
  const profiles = new Map(rows.organisations.map((row) => [row.uscc, row]));
  for (const uscc of joined.keys()) expect([uscc, isUscc(uscc), profiles.has(uscc)]).toEqual([uscc, true, true]);
  expect(rows.organisations.filter(({ counted_on }) => counted_on > openingDay)).toEqual([]);

  const chairs = rows.rotation.map(({ from, to, uscc, number }) => ({ from: addMonths(from, number - 1), to, uscc }));
  expect(chairs.filter(({ from, uscc }) => joined.get(uscc)! > from)).toEqual([]);
  expect(new Set(chairs.map(({ uscc }) => uscc)).size).toBe(chairs.length);
  expect(addMonths(chairs.at(-1)!.from, 1)).toBe(chairs[0]!.to);
  expect(chairs[0]!.to > openingDay).toBe(true);

  const modes = rows.activities.flatMap((row) => row.modes.split(';'));
  const byMode = [...Map.groupBy(modes, (mode) => mode).values()].map((of) => of.length);
  expect([byMode.length, Math.min(...byMode) >= 3]).toEqual([6, true]);
  expect(rows.activities.filter(({ starts_at }) => starts_at.slice(0, 10) >= openingDay)).toHaveLength(2);

  const tasks = rows.resolutions.filter(({ due_on, submitted_on }) => submitted_on === undefined && due_on <= openingDay);
  expect([rows.meetings.length, tasks.length]).toEqual([5, 2]);

  const needs = new Map(rows.needs.map((row) => [row.code, row]));
  const resources = new Map(rows.resources.map((row) => [row.code, row]));
  const underWay = rows.claims.filter(({ state }) => state !== 'fulfilled');
  expect([needs.size, resources.size, underWay.length]).toEqual([90, 60, 40]);
  const ownerOf = (claim: Rows['claims'][number]) => needs.get(claim.need_code ?? '') ?? resources.get(claim.resource_code ?? '');
  expect(rows.claims.filter((claim) => ownerOf(claim)!.member_uscc === claim.by_uscc)).toEqual([]);
  const days = rows.needs.flatMap(({ published_on, started_on, delivered_on, confirmed_on }) =>
    [published_on, started_on, delivered_on, confirmed_on].filter((day) => day !== undefined),
  );
  expect(days.filter((day) => day > openingDay)).toEqual([]);
  const [year] = openingDay.split('-');
  return rows.activities.filter(({ starts_at, evidence_sha256 }) => evidence_sha256 !== undefined && starts_at.startsWith(year!)).length;
}
