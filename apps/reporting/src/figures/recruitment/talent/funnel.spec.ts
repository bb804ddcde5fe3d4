import type { DayTotal } from '../../../kpi/evaluate.ts';
import { applicationsRetained, applicationsStarted } from '../hire.ts';
import { applicationsByIndustry, funnelOf, periodOf, stageCounts } from './funnel.ts';

const day = '2025-03-01';
const row = (own: Partial<DayTotal>): DayTotal => ({
  measure: 'application_stages_reached',
  effective_on: day,
  key: null,
  scale: null,
  delta: 1,
  matching: 1,
  ...own,
});
const reached = [
  row({ key: 'submitted', scale: '0', delta: 10 }),
  row({ key: 'screening', scale: '1', delta: 6 }),
  row({ key: 'screening', scale: '9', delta: 2 }),
  row({ key: 'hired', scale: '20', delta: 4 }),
  row({ key: 'hired', scale: '99', delta: 7, matching: 0 }),
];
const worked = [
  row({ measure: applicationsStarted.code, scale: '30', delta: 2 }),
  row({ measure: applicationsStarted.code, scale: '40', delta: 1 }),
  row({ measure: applicationsRetained.code, scale: '120', delta: 1 }),
];

it('counts every stage, with the share of the stage before', () => {
  const stages = funnelOf({ reached, worked }, '2026-01-01');
  expect(stages.map(({ stage, count, of, share }) => [stage, count, of, share])).toEqual([
    ['submitted', 10, null, null],
    ['screening', 8, 10, 80],
    ['shortlisted', 0, 8, 0],
    ['interviewing', 0, 0, null],
    ['offered', 0, 0, null],
    ['hired', 4, 0, null],
    ['started', 3, 4, 75],
    ['retained', 1, 3, 33.3333],
  ]);
  expect(stageCounts({ reached, worked }).map(({ count }) => count)).toEqual(stages.map(({ count }) => count));
});

it('tells the days since the application by their median and 90th percentile', () => {
  const days = new Map(
    funnelOf({ reached, worked }, '2026-01-01').map(({ stage, median_days, p90_days }) => [stage, [median_days, p90_days]]),
  );
  expect([days.get('submitted'), days.get('screening'), days.get('shortlisted')]).toEqual([
    [0, 0],
    [1, 9],
    [null, null],
  ]);
  expect(days.get('started')).toEqual([30, 38]);
});

it('measures those who stayed by those whose 90 days are over', () => {
  const of = (today: string) => funnelOf({ reached, worked }, today).at(-1)!.of;
  expect(['2025-06-28', '2025-06-29', '2025-07-08', '2025-07-09'].map(of)).toEqual([0, 2, 2, 3]);
});

it('takes the applications of the last twelve months, or of a period of sixty at most', () => {
  expect(periodOf({}, '2025-08-18')).toEqual({ from: '2024-08-19', to: '2025-08-19' });
  expect(periodOf({ to: '2025-03-01' }, '2025-08-18')).toEqual({ from: '2024-03-01', to: '2025-03-01' });
  expect(periodOf({ from: '2020-08-19' }, '2025-08-18').from).toBe('2020-08-19');
  expect(() => periodOf({ from: '2025-08-19' }, '2025-08-18')).toThrow('"from" must be before "to".');
  expect(() => periodOf({ from: '2020-08-18' }, '2025-08-18')).toThrow('at most 60 months');
});

it('names the industries that applications came for, the most first', () => {
  const totals = [
    row({ key: 'I', delta: 2 }),
    row({ key: 'C', delta: 5 }),
    row({ key: 'A', delta: 9, matching: 0 }),
    row({ key: 'unknown' }),
  ];
  expect(applicationsByIndustry(totals).map(({ industry, name, applications }) => [industry, name.en, applications])).toEqual([
    ['C', 'Manufacturing', 5],
    ['I', 'Information technology and software', 2],
    ['unknown', 'Unknown', 1],
  ]);
});
