import { anIdentity } from '@park/test-kit';
import type { Expert } from './expert.ts';

export function anExpert(wish: Partial<Expert> = {}): Expert {
  return {
    id: '0197a0c0-0000-7000-8000-000000000025',
    code: 'EX-000001',
    fields: ['marine_industry'],
    term_from: '2025-01-01',
    term_to: '2027-01-01',
    employer_uscc: null,
    employer_entity_id: null,
    subject: null,
    person_id: '0197a0c0-0000-7000-8000-000000000033',
    person_masked: '王***',
    state: 'active',
    version: 1,
    created_at: new Date('2025-01-01T00:00:00Z'),
    updated_at: new Date('2025-01-01T00:00:00Z'),
    ...wish,
  };
}

/** The body of the appointment of the person of that number. */
export function anAppointment(person: number, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { fields: ['marine_industry'], term_from: '2025-01-01', term_to: '2027-01-01', ...anIdentity(person), ...wish };
}
