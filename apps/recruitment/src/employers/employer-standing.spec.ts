import { recruitment } from '@park/contracts';
import { lift, noteLapse, requireGoodStanding } from './employer-standing.ts';
import { anEmployer } from './employer.fixture.ts';

const fair_id = '0197a0c0-0000-7000-8000-000000000060';
const noShow = (on: string) => ({ ground: 'no_show' as const, fair_id, on });
const late = (on: string) => ({ ground: 'late_cancellation' as const, fair_id, on });
const refused = (code: string) => expect.objectContaining({ code });

it('is out for the next fair after a first no-show, and back in for the one after it', () => {
  const { next, events } = noteLapse(anEmployer(), noShow('2025-06-16'));
  expect(recruitment.EmployerStandingChangedV1.schema.parse(events[0]!.data)).toMatchObject({ no_shows: 1, banned_until: null });
  expect(() => requireGoodStanding(next, '2025-07-10', [])).toThrow(refused('employer_sits_out'));
  expect(() => requireGoodStanding(next, '2025-08-10', ['2025-07-10'])).not.toThrow();
});

it('does not count a fair of the day itself, or one after it, as sat out', () => {
  const { next } = noteLapse(anEmployer(), noShow('2025-06-16'));
  expect(() => requireGoodStanding(next, '2025-07-10', ['2025-06-16', '2025-07-10', '2025-08-01'])).toThrow(refused('employer_sits_out'));
});

it('is barred for a year after a second no-show within a year', () => {
  const once = noteLapse(anEmployer(), noShow('2025-06-16')).next;
  const twice = noteLapse(once, noShow('2026-06-15')).next;
  expect(twice).toMatchObject({ no_show_days: ['2025-06-16', '2026-06-15'], banned_until: '2027-06-15' });
  expect(() => requireGoodStanding(twice, '2027-06-14', ['2026-09-01'])).toThrow(refused('employer_banned'));
  expect(() => requireGoodStanding(twice, '2027-06-15', ['2026-09-01'])).not.toThrow();
  expect(noteLapse(once, noShow('2026-06-16')).next).toMatchObject({ no_show_days: ['2026-06-16'], banned_until: null });
});

it('is out for the next fair after a late cancellation, which never adds up to a bar', () => {
  const twice = noteLapse(noteLapse(anEmployer(), late('2025-06-16')).next, late('2025-09-01')).next;
  expect(twice).toMatchObject({ no_show_days: [], sits_out_after: '2025-09-01', banned_until: null });
});

it('is told of the later of two lapses, in whichever order they come in', () => {
  const late = noteLapse(noteLapse(anEmployer(), noShow('2025-09-01')).next, noShow('2025-06-16')).next;
  expect(late).toMatchObject({ no_show_days: ['2025-06-16', '2025-09-01'], sits_out_after: '2025-09-01' });
});

it('is lifted with the reason, and says nothing where nothing is held against the employer', () => {
  const barred = anEmployer({ no_show_days: ['2025-06-16'], sits_out_after: '2025-06-16', banned_until: '2026-06-16' });
  const { next, events } = lift(barred, 'the bus broke down', '2025-07-01');
  expect(next).toMatchObject({ no_show_days: [], sits_out_after: null, banned_until: null });
  expect(events[0]!.data).toMatchObject({ ground: 'lifted', reason: 'the bus broke down', no_shows: 0 });
  expect(lift(next, 'again', '2025-07-01').events).toEqual([]);
});
