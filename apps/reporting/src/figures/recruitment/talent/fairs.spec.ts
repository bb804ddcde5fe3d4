import { Story } from '../../events.fixture.ts';
import { idOf } from '../../events/programme/programme.fixture.ts';
import { booth, boothApplication } from '../booth.ts';
import { employer } from '../employer.ts';
import { fair } from '../fair.ts';
import { boothMap, fairIndustries, fairSummary, isFairAnnounced, newestFirst, sumsOfApplications } from './fairs.ts';
import { knownOf, tellBoothSteps, tellFair, tellFirm, tellStand, type BoothStep, type FairPlace } from './talent.fixture.ts';

const day = '2025-08-18';
const place: FairPlace = { id: idOf('fair', 1), code: 'JF-2025-08', gathering_id: idOf('gathering', 1), day };
const applied: BoothStep[] = ['submitted', 'approved'];
const held: BoothStep[] = [...applied, 'booth_held'];
const confirmed: BoothStep[] = [...held, 'confirmed'];

const floorOf = ({ events }: Story) => ({
  booths: knownOf(booth, events),
  applications: [...knownOf(boothApplication, events).values()],
  employers: knownOf(employer, events),
});

describe('the map of booths', () => {
  it('stands by zone and code, with who has each booth', () => {
    const story = new Story();
    const stands = ['B-1', 'A-10', 'A-2', 'A-1'].map((code) => tellStand(story, place, code, '2025-07-01'));
    const firm = tellFirm(story, 1, '海创软件', 'I65', '2025-07-01');
    tellBoothSteps(story, place, firm, stands[3]!, '2025-08-01', [...confirmed, 'checked_in'], { at: `${day}T00:52:00.000Z` });
    const map = boothMap(floorOf(story));
    expect(map.map(({ code }) => code)).toEqual(['A-1', 'A-2', 'A-10', 'B-1']);
    expect(map[0]).toMatchObject({
      zone: 'A',
      class: 'standard',
      state: 'checked_in',
      employer: { code: 'EM-000001', name: '海创软件', industry: { en: 'Information technology and software' } },
      checked_in_at: `${day}T00:52:00.000Z`,
      missed_by: null,
    });
    expect(map[1]).toMatchObject({ state: 'free', employer: null, checked_in_at: null });
  });

  it.each<[BoothStep[], string, boolean]>([
    [applied, 'free', false],
    [held, 'held', true],
    [confirmed, 'confirmed', true],
    [[...confirmed, 'checked_in', 'completed'], 'checked_in', true],
    [[...confirmed, 'cancelled'], 'free', false],
    [[...confirmed, 'no_show'], 'missed', false],
    [[...applied, 'waitlisted', 'offered'], 'offered', true],
  ])('after %j a booth is %s', (steps, state, isTaken) => {
    const story = new Story();
    const stand = tellStand(story, place, 'A-1', '2025-07-01');
    tellBoothSteps(story, place, tellFirm(story, 1, '海创软件', 'I65', '2025-07-01'), stand, '2025-08-01', steps);
    const [one] = boothMap(floorOf(story));
    expect([one!.state, one!.employer !== null]).toEqual([state, isTaken]);
  });

  it('names the one that did not come beside the one that has the booth since', () => {
    const story = new Story();
    const stand = tellStand(story, place, 'A-1', '2025-07-01');
    tellBoothSteps(story, place, tellFirm(story, 1, '海创软件', 'I65', '2025-07-01'), stand, '2025-08-01', [...confirmed, 'no_show']);
    expect(boothMap(floorOf(story))).toMatchObject([{ state: 'missed', employer: null, missed_by: { name: '海创软件' } }]);
    const next = tellFirm(story, 2, '蓝谷生物', 'C27', '2025-07-01');
    tellBoothSteps(story, place, next, stand, '2025-08-01', [...applied, 'waitlisted', 'offered', 'confirmed']);
    expect(boothMap(floorOf(story))).toMatchObject([
      { state: 'confirmed', employer: { name: '蓝谷生物' }, missed_by: { name: '海创软件' } },
    ]);
  });

  it('shows blocked booths', () => {
    const story = new Story();
    tellStand(story, place, 'A-1', '2025-07-01', { isBlocked: true, of: 'vip' });
    expect(boothMap(floorOf(story))).toMatchObject([{ state: 'blocked', class: 'vip' }]);
  });
});

describe('what a fair adds up to', () => {
  const story = new Story();
  const one = (n: number, industry_code: string, states: BoothStep[], postings: number, headcount: number): void => {
    const stand = tellStand(story, place, `A-${n}`, '2025-07-01');
    const firm = tellFirm(story, n, `单位${n}`, industry_code, '2025-07-01');
    tellBoothSteps(story, place, firm, stand, '2025-08-01', states, { postings, headcount });
  };
  one(1, 'I65', [...confirmed, 'checked_in'], 4, 20);
  one(2, 'I64', confirmed, 2, 5);
  one(3, 'C35', [...confirmed, 'checked_in'], 3, 30);
  one(4, 'C35', [...confirmed, 'no_show'], 9, 90);
  one(5, 'C35', held, 8, 80);
  const { applications } = floorOf(story);

  it('leaves out the postings of those that did not come or have no confirmed booth', () => {
    expect(sumsOfApplications(applications)).toEqual({
      employers_confirmed: 4,
      employers_checked_in: 2,
      booth_no_shows: 1,
      postings: 9,
      headcount: 55,
    });
  });

  it('is told by industry, the most people first', () => {
    expect(
      fairIndustries(applications).map(({ industry, employers, postings, headcount }) => [industry, employers, postings, headcount]),
    ).toEqual([
      ['C', 1, 3, 30],
      ['I', 2, 6, 25],
    ]);
  });
});

describe('a fair', () => {
  const known = (states: Parameters<typeof tellFair>[3]) =>
    knownOf(fair, tellFair(new Story(), place, '2025-07-01', states).events).get(place.id)!;
  const summary = (states: Parameters<typeof tellFair>[3], today: string) =>
    fairSummary(place.id, known(states), undefined, sumsOfApplications([]), today);

  it('must be reported by a day, and is overdue from the day after it until it is', () => {
    expect(summary(['draft', 'ongoing'], day)).toMatchObject({
      name: null,
      state: 'ongoing',
      report_due_on: null,
      is_report_overdue: false,
    });
    expect(summary(['draft', 'closed'], '2025-08-25')).toMatchObject({ report_due_on: '2025-08-25', is_report_overdue: false });
    expect(summary(['draft', 'closed'], '2025-08-26').is_report_overdue).toBe(true);
    expect(summary(['draft', 'closed', 'reported'], '2025-08-26').is_report_overdue).toBe(false);
  });

  it('is announced from the registration of employers on', () => {
    expect([['draft'], ['draft', 'filed'], ['draft', 'cancelled']].map((states) => isFairAnnounced(known(states as ['draft'])))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isFairAnnounced(known(['draft', 'filed', 'employer_registration', 'cancelled']))).toBe(true);
  });

  it('stands before the older ones, and after those without a day', () => {
    const on = (fair_on: string | null) => ({ ...summary(['draft'], day), fair_on });
    expect([on('2025-01-01'), on(null), on('2026-01-01')].sort(newestFirst).map(({ fair_on }) => fair_on)).toEqual([
      null,
      '2026-01-01',
      '2025-01-01',
    ]);
  });
});
