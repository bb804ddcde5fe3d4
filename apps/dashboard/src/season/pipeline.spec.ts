import type { DealEntry } from '@park/contracts';
import { pipelineOf } from './pipeline.ts';

const deal = (state: DealEntry['state'], amount_kcny: number | null = null): DealEntry => ({
  id: state,
  code: state,
  investor_id: 'i',
  investor_name: null,
  project_id: 'p',
  project_name: null,
  sector: 'other',
  gathering_id: null,
  state,
  stage_since: '2025-08-20',
  amount_kcny,
  round: null,
  funded_on: null,
});

it('counts the deals of each stage, and sums what was paid', () => {
  const pipeline = pipelineOf([deal('open'), deal('open'), deal('funded', 3_000), deal('funded', 500), deal('closed_lost')]);
  expect(pipeline.map(({ state, count, amount_kcny }) => [state, count, amount_kcny])).toEqual([
    ['open', 2, null],
    ['due_diligence', 0, null],
    ['term_sheet', 0, null],
    ['signed', 0, null],
    ['funded', 2, 3_500],
    ['closed_lost', 1, null],
  ]);
});
