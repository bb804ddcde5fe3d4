import { anIdentity } from '@park/test-kit';
import type { Investor } from './investor.ts';

export function anInvestor(wish: Partial<Investor> = {}): Investor {
  return {
    id: '0197a0c0-0000-7000-8000-000000000040',
    code: 'IV-000001',
    name: '海岸线创投',
    organisation_uscc: null,
    stages: ['startup'],
    sectors: ['marine_industry'],
    ticket_from_kcny: 500,
    ticket_to_kcny: 5000,
    meetings_per_gathering: 8,
    contact_id: '0197a0c0-0000-7000-8000-000000000023',
    contact_masked: '王***',
    state: 'active',
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

/** The body of the registration of an investor that the person of that number stands for. */
export function anInvestorOf(contact: number, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: `创投${contact}`,
    stages: ['startup'],
    sectors: ['marine_industry'],
    ticket_from_kcny: 500,
    ticket_to_kcny: 5000,
    contact: anIdentity(contact),
    ...wish,
  };
}
