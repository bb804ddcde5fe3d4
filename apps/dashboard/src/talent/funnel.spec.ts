import type { FunnelStage } from '@park/contracts';
import { drawn, homesByMonth } from './funnel.ts';

const stage = (code: FunnelStage['stage'], count: number): FunnelStage => ({
  stage: code,
  count,
  of: null,
  share: null,
  median_days: null,
  p90_days: null,
});

it('measures every stage by the first one, and flows into the next', () => {
  expect(
    drawn([stage('submitted', 300), stage('screening', 200), stage('shortlisted', 0)]).map(({ height, next }) => [height, next]),
  ).toEqual([
    [100, 66.67],
    [66.67, 0],
    [0, null],
  ]);
  expect(drawn([stage('submitted', 0), stage('screening', 0)]).map(({ height }) => height)).toEqual([0, 0]);
});

it('tells the homes wanted and found of each month, also of one without any', () => {
  const point = { from: '2025-07-01', to: '2025-08-01', value: 50, null_reason: null, numerator: 1, denominator: 2 };
  const without = { from: '2025-08-01', to: '2025-08-19', value: null, null_reason: 'nothing_known', numerator: null, denominator: null };
  expect(homesByMonth([point, without])).toEqual([
    { month: '2025-07', wanted: 2, found: 1 },
    { month: '2025-08', wanted: 0, found: 0 },
  ]);
});
