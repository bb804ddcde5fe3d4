import { allowed } from '@park/kernel';
import { bedsOf, requireInService } from './home.ts';
import { anApartment } from '../apartments/apartment.fixture.ts';
import { employerLeft, hireReneged } from '../review-flag.ts';
import {
  cancel,
  checkIn,
  clearReview,
  contract,
  flagForReview,
  reserve,
  tenancyMachine,
  type Tenancy,
  type TenancyAction,
  type TenancyState,
} from './tenancy.ts';
import { aContractedTenancy, aResidence, aTenancy, handover, terms, vacant } from './tenancy.fixture.ts';
import { moveDates } from './tenancy-dates.ts';
import { cancelNotice, close, giveNotice, holdOver, remind } from './tenancy-end.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000008',
  code: 'HT-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const today = '2025-06-16';
const coded = (code: string): unknown => expect.objectContaining({ code });

describe('a home', () => {
  it('is a bed, or all beds', () => {
    expect(bedsOf(anApartment({ beds: 3 }), null)).toEqual([1, 2, 3]);
    expect(bedsOf(anApartment({ beds: 3 }), 3)).toEqual([3]);
    expect(() => bedsOf(anApartment({ beds: 3 }), 4)).toThrow(coded('no_such_bed') as Error);
    expect(() => bedsOf(anApartment({ allocatable_as: 'whole' }), 1)).toThrow(coded('let_as_a_whole') as Error);
  });

  it('is let while it is in service', () => {
    expect(() => requireInService(anApartment())).not.toThrow();
    expect(() => requireInService(anApartment({ status: 'maintenance' }))).toThrow(coded('not_in_service') as Error);
  });
});

describe('reserving and contracting', () => {
  const {
    apartment_id,
    bed,
    brand,
    product,
    person_id,
    person_masked,
    employer_uscc,
    employer_entity_id,
    application_id,
    start_on,
    end_on,
  } = aTenancy();
  const reservation = {
    apartment_id,
    bed,
    brand,
    product,
    person_id,
    person_masked,
    employer_uscc,
    employer_entity_id,
    application_id,
    start_on,
    end_on,
  };

  it('keeps the home from the first day until before the last, and names no person', () => {
    const { next, events } = reserve(identity, reservation, today);
    expect(next).toMatchObject({ state: 'reserved', held_until: '2026-06-01', version: 0 });
    expect(events).toEqual([
      expect.objectContaining({ effectiveOn: today, data: expect.objectContaining({ from_state: null, person_id, start_on, end_on }) }),
    ]);
    expect(JSON.stringify(events)).not.toContain('王');
  });

  it('tells the terms', () => {
    const { next, events } = contract(aTenancy(), { ...terms, discount_pct: undefined }, today);
    expect(next).toMatchObject({ state: 'contracted', rent_fen_per_month: 120_000, discount_pct: 0 });
    expect(events[0]!.data).toMatchObject({
      from_state: 'reserved',
      to_state: 'contracted',
      deposit_fen: 120_000,
      contract_sha256: terms.contract_sha256,
    });
  });
});

describe('checking in', () => {
  it('counts from the day of the keys', () => {
    const { next, events } = checkIn(aContractedTenancy(), handover, vacant, today);
    expect(next).toMatchObject({ state: 'checked_in', checked_in_on: '2025-06-02', keys: 2, photos: 6, water_m3: 12.5, gas_m3: 3.25 });
    expect(events[0]).toMatchObject({ effectiveOn: '2025-06-02', data: { actual_on: '2025-06-02', end_on: '2026-06-01', occupants: 1 } });
    const late = { ...vacant, leftOn: '2025-06-03' };
    expect(() => checkIn(aContractedTenancy(), handover, late, today)).toThrow(coded('day_too_early') as Error);
    expect(checkIn(aContractedTenancy(), { ...handover, checked_in_on: '2025-06-03' }, late, today).next.checked_in_on).toBe('2025-06-03');
    expect(checkIn(aContractedTenancy(), { ...handover, gas_m3: undefined }, vacant, today).next.gas_m3).toBeNull();
  });

  it.each([
    ['without the deposit', { deposit_paid_fen: 119_999 }, 'deposit_unpaid'],
    ['without keys', { keys: 0 }, 'handover_incomplete'],
    ['without photos', { photos: 0 }, 'handover_incomplete'],
    ['without meters', { water_m3: undefined, electricity_kwh: undefined }, 'handover_incomplete'],
    ['with more people than it takes', { occupants: 2 }, 'too_many_occupants'],
  ])('does not happen %s', (_, wish, code) => {
    expect(() => checkIn(aContractedTenancy(), { ...handover, ...wish }, vacant, today)).toThrow(coded(code) as Error);
  });

  it('says what a handover lacks', () => {
    expect(() => checkIn(aContractedTenancy(), { ...handover, keys: 0, water_m3: undefined }, vacant, today)).toThrow(
      expect.objectContaining({ extra: { missing: ['keys', 'water_m3'] } }),
    );
  });

  it('is too late when it is over', () => {
    expect(() => checkIn(aContractedTenancy(), { ...handover, checked_in_on: '2026-06-01' }, vacant, '2026-06-01')).toThrow(
      coded('outside_period') as Error,
    );
  });
});

describe('the review', () => {
  const entity = '0197a0c0-0000-7000-8000-000000000002';

  it('is flagged once and concluded once', () => {
    const flagged = flagForReview(aResidence(), employerLeft(entity), today);
    expect(flagged.events[0]!.data).toEqual({ code: 'HT-000001', ground: 'employer_left', entity_id: entity, offer_id: null });
    expect(flagForReview(flagged.next, hireReneged(entity), today).events).toEqual([]);
    const cleared = clearReview(flagged.next, 'may stay', today);
    expect(cleared.events[0]!.data).toEqual({ code: 'HT-000001', ground: 'employer_left', outcome: 'may stay' });
    expect(() => clearReview(cleared.next, 'again', today)).toThrow(coded('no_review_pending') as Error);
  });
});

describe('every state', () => {
  const sample: Record<TenancyState, Tenancy> = {
    reserved: aTenancy(),
    contracted: aContractedTenancy(),
    checked_in: aResidence(),
    notice_given: aResidence({ state: 'notice_given', planned_on: '2025-08-01', penalty_fen: 0, held_until: '2025-08-01' }),
    holdover: aResidence({ state: 'holdover', held_until: null }),
    closed: aResidence({ state: 'closed', closed_on: '2025-08-01', review_ground: 'employer_left' }),
    cancelled: aTenancy({ state: 'cancelled', review_ground: 'employer_left' }),
  };
  const late = '2026-06-20';
  const actions: Record<TenancyAction, (tenancy: Tenancy) => unknown> = {
    move_dates: (tenancy) => {
      const contract_sha256 = tenancy.state === 'contracted' ? 'c'.repeat(64) : undefined;
      return moveDates(tenancy, { start_on: '2025-07-01', end_on: '2026-07-01', contract_sha256 }, null, today);
    },
    contract: (tenancy) => contract(tenancy, terms, today),
    check_in: (tenancy) => checkIn(tenancy, handover, vacant, today),
    remind: (tenancy) => remind(tenancy, '2026-05-28'),
    give_notice: (tenancy) => giveNotice(tenancy, '2025-08-01', today),
    cancel_notice: (tenancy) => cancelNotice(tenancy, today),
    hold_over: (tenancy) => holdOver(tenancy, null, late),
    close: (tenancy) => close(tenancy, { closed_on: late, deductions_fen: 0 }, null, late),
    cancel: (tenancy) => cancel(tenancy, 'did not come', today),
    flag_for_review: (tenancy) => flagForReview(tenancy, employerLeft(tenancy.id), today),
    clear_review: (tenancy) => clearReview({ ...tenancy, review_ground: 'employer_left' }, 'may stay', today),
  };

  it.each(Object.keys(sample) as TenancyState[])('%s allows what the table says, and nothing else', (state) => {
    for (const action of Object.keys(actions) as TenancyAction[]) {
      const act = (): unknown => actions[action](sample[state]);
      if (allowed(tenancyMachine, state).includes(action)) expect(act()).toMatchObject({ events: [expect.anything()] });
      else
        expect(act).toThrow(
          expect.objectContaining({ code: 'invalid_transition', extra: { state, action, allowed: allowed(tenancyMachine, state) } }),
        );
    }
  });

  it('is in the table', () => {
    expect(Object.fromEntries((Object.keys(sample) as TenancyState[]).map((state) => [state, allowed(tenancyMachine, state)]))).toEqual({
      reserved: ['move_dates', 'contract', 'cancel', 'flag_for_review', 'clear_review'],
      contracted: ['move_dates', 'check_in', 'cancel', 'flag_for_review', 'clear_review'],
      checked_in: ['remind', 'give_notice', 'hold_over', 'close', 'flag_for_review', 'clear_review'],
      notice_given: ['give_notice', 'cancel_notice', 'hold_over', 'close', 'flag_for_review', 'clear_review'],
      holdover: ['close', 'flag_for_review', 'clear_review'],
      closed: ['clear_review'],
      cancelled: ['clear_review'],
    });
  });
});
