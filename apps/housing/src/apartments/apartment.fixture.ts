import type { Apartment } from './apartment.ts';

export function anApartment(wish: Partial<Apartment> = {}): Apartment {
  return {
    id: '0197a0c0-0000-7000-8000-000000000006',
    code: 'HK-0301',
    brand: 'hiking',
    building: 'H1',
    floor: 3,
    layout: '2-bed',
    area_m2: 36,
    beds: 2,
    allocatable_as: 'bed',
    status: 'in_service',
    status_since: '2024-05-01',
    version: 1,
    created_at: new Date('2025-01-01T00:00:00Z'),
    updated_at: new Date('2025-01-01T00:00:00Z'),
    ...wish,
  };
}

/** The body of an addition. */
export function anAddition(code: string, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    code,
    brand: 'hiking',
    building: 'H1',
    floor: 3,
    layout: '2-bed',
    area_m2: 36,
    beds: 2,
    allocatable_as: 'bed',
    added_on: '2024-05-01',
    ...wish,
  };
}
