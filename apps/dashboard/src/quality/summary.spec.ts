import type { DataQuality } from '@park/contracts';
import { reconciliationVerdict, summaryOf, waitingVerdict } from './summary.ts';

const title = { zh: '服务', en: 'Service' };
const quality: DataQuality = {
  now: '2026-11-24T00:00:00Z',
  watermark: '2026-11-24T00:00:00Z',
  projection_lag_s: 2,
  deriving: [],
  sources: [],
  parked: [
    { consumer: 'reporting', title, parked: 1, behind: 2, oldest_at: null },
    { consumer: 'housing', title, parked: 1, behind: 0, oldest_at: null },
    { consumer: 'alliance', title, parked: null, behind: null, oldest_at: null },
  ],
  reconciliation: {
    ran_at: null,
    checks: (['agrees', 'break', 'unreachable', 'agrees'] as const).map((state) => ({
      code: state,
      name: { zh: '', en: '' },
      is_figure: true,
      reported: 1,
      recomputed: 1,
      difference: 0,
      state,
    })),
  },
};

it('counts what is wrong', () => {
  expect(summaryOf(quality)).toEqual({ lagS: 2, isLate: false, waiting: 4, silent: 1, breaks: 1, unreachable: 1, checked: 4 });
});

it('takes not to know the lag for being late', () => {
  expect([null, 61].map((lag) => summaryOf({ ...quality, projection_lag_s: lag }).isLate)).toEqual([true, true]);
});

it.each([
  [{ checked: 0, breaks: 0, unreachable: 0 }, 'notYetRun', false],
  [{ checked: 4, breaks: 1, unreachable: 1 }, 'breaksOf', false],
  [{ checked: 4, breaks: 0, unreachable: 4 }, 'unreachableOf', false],
  [{ checked: 4, breaks: 0, unreachable: 0 }, 'allAgree', true],
] as const)('of %j it says %s', (counts, text, isWell) => {
  expect(reconciliationVerdict({ ...summaryOf(quality), ...counts })).toMatchObject({ text, isWell });
});

it.each([
  [{ waiting: 1, silent: 1 }, 'someWait', false],
  [{ waiting: 0, silent: 1 }, 'silentListeners', false],
  [{ waiting: 0, silent: 0 }, 'nothingWaits', true],
] as const)('of %j it says %s', (counts, text, isWell) => {
  expect(waitingVerdict({ ...summaryOf(quality), ...counts })).toMatchObject({ text, isWell });
});
