import { Story } from '../../events.fixture.ts';
import { employer } from '../employer.ts';
import { fair } from '../fair.ts';
import { boothDays, daysOfFairs, isVerified, standingOf, worstFirst } from './standing.ts';
import { knownOf, tellFair, tellFirm } from './talent.fixture.ts';

const today = '2025-08-18';
const total = (measure: string, delta: number) => ({ measure, delta, effective_on: today, key: 'e', scale: null, matching: 1 });

function standing(of: Parameters<typeof tellFirm>[5], fairDays: string[] = []) {
  const story = new Story();
  const { id } = tellFirm(story, 1, '海创软件', 'I65', '2025-01-01', of);
  return standingOf(id, knownOf(employer, story.events).get(id)!, [], fairDays, today);
}

it('is banned until the day before the one that is named', () => {
  expect(standing({ no_shows: 2, banned_until: '2025-08-19' })).toMatchObject({
    standing: 'banned',
    no_shows: 2,
    banned_until: '2025-08-19',
  });
  expect(standing({ no_shows: 2, banned_until: today })).toMatchObject({ standing: 'noted', banned_until: null });
});

it('sits out one fair, and still does on its day', () => {
  const one = { no_shows: 1, sits_out_after: '2025-06-01' };
  expect(standing(one, ['2025-06-01'])).toMatchObject({ standing: 'sits_out', sits_out_after: '2025-06-01' });
  expect(standing(one, ['2025-06-01', today]).standing).toBe('sits_out');
  expect(standing(one, ['2025-06-01', '2025-08-17'])).toMatchObject({ standing: 'noted', sits_out_after: null });
});

it('is good without no-shows, and tells the booths had and missed', () => {
  const { id } = tellFirm(new Story(), 1, '', '', today);
  const story = new Story();
  tellFirm(story, 1, '海创软件', 'I65', '2025-01-01');
  const known = knownOf(employer, story.events).get(id)!;
  expect(isVerified(known)).toBe(true);
  expect(standingOf(id, known, [total('employer_booths', 5), total('employer_booths_missed', 2)], [], today)).toEqual({
    id,
    code: 'EM-000001',
    name: '海创软件',
    industry: { zh: '信息传输、软件和信息技术服务业', en: 'Information technology and software' },
    is_resident: false,
    standing: 'good',
    no_shows: 0,
    sits_out_after: null,
    banned_until: null,
    booths: 5,
    booths_missed: 2,
  });
});

it('lists the worst first', () => {
  const all = [
    standing(undefined),
    standing({ no_shows: 1 }),
    standing({ no_shows: 2 }),
    standing({ no_shows: 2, banned_until: '2026-01-01' }),
  ];
  expect([...all, standing({ no_shows: 1, sits_out_after: today })].sort(worstFirst).map((one) => [one.standing, one.no_shows])).toEqual([
    ['banned', 2],
    ['sits_out', 1],
    ['noted', 2],
    ['noted', 1],
    ['good', 0],
  ]);
});

it('looks back at the booths of three years, and at the fairs that were not cancelled', () => {
  expect(boothDays(today)).toEqual({ from: '2022-08-18', to: '2026-08-19' });
  const story = new Story();
  tellFair(story, { id: 'a', code: 'A', gathering_id: 'g', day: '2025-01-01' }, '2024-12-01', ['ongoing', 'closed']);
  tellFair(story, { id: 'b', code: 'B', gathering_id: 'h', day: '2025-02-01' }, '2024-12-01', ['cancelled']);
  expect(daysOfFairs(knownOf(fair, story.events).values())).toEqual(['2025-01-01']);
});
