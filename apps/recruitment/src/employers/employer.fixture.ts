import type { Employer } from './employer.ts';

export function anEmployer(wish: Partial<Employer> = {}): Employer {
  return {
    id: '0197a0c0-0000-7000-8000-000000000061',
    code: 'EM-000001',
    uscc: '91370200264574251E',
    name: '海创软件',
    kind: 'enterprise',
    industry_code: 'I65',
    state: 'verified',
    entity_id: null,
    is_resident: false,
    departed_on: null,
    papers: [
      { kind: 'licence', sha256: 'a'.repeat(64), valid_until: null },
      { kind: 'authorisation', sha256: 'b'.repeat(64), valid_until: null },
    ],
    papers_valid_until: null,
    submitted_by: 'hr',
    rejection_reason: null,
    no_show_days: [],
    sits_out_after: null,
    banned_until: null,
    version: 3,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
