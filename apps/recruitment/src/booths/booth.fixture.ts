import type { Booth } from './booth.ts';

export function aBoothRow(wish: Partial<Booth> = {}): Booth {
  return {
    id: '0197a0c0-0000-7000-8000-000000000062',
    code: 'A-01',
    fair_id: '0197a0c0-0000-7000-8000-000000000060',
    zone: 'A',
    class: 'standard',
    power_w: 500,
    size_m2: 9,
    status: 'available',
    version: 1,
    created_at: new Date('2025-06-16T02:00:00Z'),
    updated_at: new Date('2025-06-16T02:00:00Z'),
    ...wish,
  };
}
