import type { Candidate } from './candidate.ts';

export function aCandidate(wish: Partial<Candidate> = {}): Candidate {
  return {
    id: '0197a0c0-0000-7000-8000-000000000064',
    code: 'CD-000001',
    person_id: '0197a0c0-0000-7000-8000-000000000071',
    name_masked: '王**',
    education: 'bachelor',
    graduation_year: 2025,
    resume_version: 0,
    state: 'active',
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
