/** The days of a tenancy, which can be moved until the check-in: the claim on the home moves with them. */
import { type Decision, housing, occurred, unchanged } from '@park/contracts';
import { addDays, invalid, move, requireDay, type LocalDate } from '@park/kernel';
import { headOf, requireNear, requirePeriod, tenancyMachine, type Tenancy } from './tenancy.ts';

export interface Dates {
  start_on: LocalDate;
  end_on: LocalDate;
  /** Of the contract that was signed for these days, where there is one. */
  contract_sha256?: string | undefined;
}

/**
 * Rent and deposit stay as agreed. `validUntil`: the end of eligibility of the application that led to it, exclusive; null without one. No
 * event where nothing changes. Throws `invalid day_too_early`, `invalid day_too_late`, `invalid period_reversed`, `invalid required`,
 * `invalid not_contracted`.
 */
export function moveDates(tenancy: Tenancy, dates: Dates, validUntil: LocalDate | null, today: LocalDate): Decision<Tenancy> {
  const state = move(tenancyMachine, tenancy.state, 'move_dates');
  const { start_on, end_on } = dates;
  requireNear(start_on, today);
  if (validUntil !== null)
    requireDay('start_on', start_on, { to: { on: addDays(validUntil, -1), what: 'the last day on which the application was valid' } });
  requirePeriod(dates);
  const contract_sha256 = contractOf(tenancy, dates);
  if (start_on === tenancy.start_on && end_on === tenancy.end_on && contract_sha256 === tenancy.contract_sha256) return unchanged(tenancy);
  const next: Tenancy = { ...tenancy, state, start_on, end_on, held_until: end_on, contract_sha256 };
  const data = { ...headOf(next, tenancy.state), start_on, end_on, contract_sha256 };
  return { next, events: [occurred(housing.TenancyDatesMovedV1, today, data)] };
}

function contractOf({ state }: Tenancy, { contract_sha256 }: Dates): string | null {
  if (state === 'reserved' && contract_sha256 !== undefined)
    throw invalid('/contract_sha256', 'not_contracted', 'contract_sha256 must be left out: the tenancy is not contracted yet.');
  if (state === 'contracted' && contract_sha256 === undefined)
    throw invalid(
      '/contract_sha256',
      'required',
      'contract_sha256 is required: the tenancy is contracted, and needs a contract for these days.',
    );
  return contract_sha256 ?? null;
}
