/** The files of the fair and of those hired, counted and looked at for contradictions. */
import { addDays, daysBetween } from '../../libs/kernel/src/date.ts';
import type { Rows } from './sample-park.ts';

export function checkHiring(
  { employers, booths, postings, boothApplications, hires, jobApplications, gatherings, marketEntities }: Rows,
  day: string,
) {
  const movedInOn = new Map(marketEntities.map(({ uscc, moved_in_on }) => [uscc, moved_in_on!]));
  const verifiedOn = new Map(employers.map(({ uscc, verified_on }) => [uscc, verified_on]));
  expect(employers.filter(({ uscc, verified_on }) => verified_on <= movedInOn.get(uscc)! || verified_on > day)).toEqual([]);
  for (const name of ['青岛海尔中央空调有限公司', '青岛青云鸿智产业投资发展有限公司', '山东省服务外包实训基地有限公司'])
    expect(boothApplications.some(({ employer_uscc }) => employers.find(({ uscc }) => uscc === employer_uscc)?.name === name)).toBe(true);

  const fair = gatherings.find(({ type }) => type === 'job_fair')!;
  const { postings: brought, headcount } = checkBooths({ booths, postings, boothApplications }, fair.starts_at.slice(0, 10));
  expect([brought, headcount]).toEqual([118, 486]);

  const byCode = new Map(postings.map((posting) => [posting.code, posting]));
  expect(postings.filter(({ employer_uscc, approved_on }) => approved_on < verifiedOn.get(employer_uscc)! || approved_on > day)).toEqual(
    [],
  );
  const late = [...hires, ...jobApplications].filter(({ posting_code, applied_on }) => {
    const { approved_on, closes_on } = byCode.get(posting_code)!;
    return applied_on < approved_on || applied_on >= closes_on || applied_on > day;
  });
  expect(late).toEqual([]);
  const wrong = hires.filter(({ applied_on, offered_on, accepted_on, start_on, started_on, left_on, retained_by_employer }) => {
    const days = [applied_on, offered_on, accepted_on, start_on];
    const isAsked = retained_by_employer !== undefined;
    return (
      days.some((one, i) => i > 0 && days[i - 1]! > one) ||
      accepted_on > day ||
      (started_on !== undefined) !== start_on <= day ||
      (left_on !== undefined && (left_on <= start_on || left_on > day)) ||
      (isAsked && daysBetween(start_on, day) < 90)
    );
  });
  expect(wrong).toEqual([]);
  for (const [code, own] of Map.groupBy(hires, ({ posting_code }) => posting_code))
    expect(own.length).toBeLessThanOrEqual(byCode.get(code)!.headcount);
  const ids = [...hires, ...jobApplications].map(({ citizen_id }) => citizen_id);
  expect(new Set(ids).size).toBe(ids.length);

  const inTheYear = (on = ''): boolean => on.slice(0, 4) === day.slice(0, 4) && on <= day;
  return {
    there: boothApplications.filter(({ state }) => state === 'completed').length,
    applied: [...hires, ...jobApplications].filter(({ applied_on }) => inTheYear(applied_on)).length,
    accepted: hires.filter(({ accepted_on }) => inTheYear(accepted_on)).length,
    started: hires.filter(({ started_on }) => inTheYear(started_on)).length,
  };
}

/** 34 confirmed before the day, 32 there by half past nine, two released, one of their booths taken by one that waited. */
function checkBooths({ booths, postings, boothApplications }: Pick<Rows, 'booths' | 'postings' | 'boothApplications'>, on: string) {
  const confirmedBefore = boothApplications.filter(({ confirmed_at }) => confirmed_at.slice(0, 10) < on);
  expect(confirmedBefore).toHaveLength(34);
  const there = boothApplications.filter(({ state }) => state === 'completed');
  const intime = there.filter(({ checked_in_at = '' }) => checked_in_at <= `${on}T09:30`);
  const missed = boothApplications.filter(({ state }) => state === 'no_show');
  expect([intime.length, missed.length, there.length]).toEqual([32, 2, 33]);
  expect(new Set(there.map(({ booth_code }) => booth_code)).size).toBe(33);
  expect(missed.filter(({ booth_code }) => there.some((one) => one.booth_code === booth_code))).toHaveLength(1);
  expect(boothApplications.filter(({ booth_code }) => !booths.some(({ code }) => code === booth_code))).toEqual([]);
  expect(
    boothApplications.filter(({ submitted_at, confirmed_at }) => submitted_at > confirmed_at || submitted_at < addDays(on, -21)),
  ).toEqual([]);
  const brought = there.flatMap(({ posting_codes }) => posting_codes.split(';'));
  const codes = new Set(brought);
  const own = postings.filter(({ code }) => codes.has(code));
  return { postings: own.length, headcount: own.reduce((sum, posting) => sum + posting.headcount, 0) };
}
