import { anIdentity } from '@park/test-kit';
import { nothingYet, type Handover, type Tenancy, type Vacancy } from './tenancy.ts';

export const terms = { rent_fen_per_month: 120_000, discount_pct: 0, deposit_fen: 120_000, contract_sha256: 'b'.repeat(64) };

export const handover: Handover = {
  checked_in_on: '2025-06-02',
  occupants: 1,
  deposit_paid_fen: 120_000,
  keys: 2,
  photos: 6,
  water_m3: 12.5,
  electricity_kwh: 340,
  gas_m3: 3.25,
};

/** Reserved. */
export function aTenancy(wish: Partial<Tenancy> = {}): Tenancy {
  return {
    id: '0197a0c0-0000-7000-8000-000000000008',
    code: 'HT-000001',
    apartment_id: '0197a0c0-0000-7000-8000-000000000006',
    bed: 1,
    brand: 'hiking',
    product: 'long_let',
    person_id: '0197a0c0-0000-7000-8000-000000000007',
    person_masked: '王**',
    employer_uscc: null,
    employer_entity_id: null,
    application_id: null,
    start_on: '2025-06-01',
    end_on: '2026-06-01',
    held_until: '2026-06-01',
    state: 'reserved',
    ...nothingYet,
    version: 1,
    created_at: new Date('2025-05-01T00:00:00Z'),
    updated_at: new Date('2025-05-01T00:00:00Z'),
    ...wish,
  };
}

export function aContractedTenancy(wish: Partial<Tenancy> = {}): Tenancy {
  return aTenancy({ state: 'contracted', version: 2, ...terms, ...wish });
}

export function aResidence(wish: Partial<Tenancy> = {}): Tenancy {
  return aContractedTenancy({ state: 'checked_in', version: 3, checked_in_on: '2025-06-02', occupants: 1, keys: 2, photos: 6, ...wish });
}

/** The body of a reservation for the person of that number. */
export function aReservation(apartment_id: string, person: number, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { apartment_id, bed: 1, product: 'long_let', ...anIdentity(person), start_on: '2025-06-01', end_on: '2026-06-01', ...wish };
}

export const vacant: Vacancy = { capacity: 1, leftOn: null };
