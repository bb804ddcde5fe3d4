import type { Certificate, Qualification } from './qualification.ts';

export const aCertificate: Certificate = {
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
  type: 'hnte',
  certificate_no: 'GR202337100001',
  valid_from: '2023-11-09',
  valid_to: '2026-11-09',
  verification: 'self_declared',
};

export function aQualification(wish: Partial<Qualification> = {}): Qualification {
  return {
    ...aCertificate,
    id: '0197a0c0-0000-7000-8000-000000000010',
    code: 'QL-000001',
    level: null,
    state: 'valid',
    reminded_days: null,
    version: 1,
    created_at: new Date('2025-01-01T00:00:00Z'),
    updated_at: new Date('2025-01-01T00:00:00Z'),
    ...wish,
  };
}
