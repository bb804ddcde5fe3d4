import { aContractedTenancy, aTenancy } from './tenancy.fixture.ts';
import { moveDates } from './tenancy-dates.ts';

const today = '2025-06-16';
const dates = { start_on: '2025-07-01', end_on: '2026-07-01' };
const signed = { ...dates, contract_sha256: 'c'.repeat(64) };
const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

it('keeps the home on the other days, and nothing happens where they stay', () => {
  expect(moveDates(aTenancy(), dates, null, today)).toMatchObject({
    next: { state: 'reserved', ...dates, held_until: '2026-07-01', contract_sha256: null },
    events: [{ effectiveOn: today, data: { from_state: 'reserved', to_state: 'reserved', ...dates, contract_sha256: null } }],
  });
  const { start_on, end_on } = aTenancy();
  expect(moveDates(aTenancy(), { start_on, end_on }, null, today).events).toEqual([]);
});

it('needs the contract of these days once there is one, and keeps rent and deposit', () => {
  expect(moveDates(aContractedTenancy(), signed, null, today)).toMatchObject({
    next: { state: 'contracted', ...signed, rent_fen_per_month: 120_000, deposit_fen: 120_000 },
    events: [{ data: signed }],
  });
  expect(() => moveDates(aContractedTenancy(), dates, null, today)).toThrow(coded('required'));
  expect(() => moveDates(aTenancy(), signed, null, today)).toThrow(coded('not_contracted'));
});
