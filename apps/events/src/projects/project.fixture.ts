import { anIdentity } from '@park/test-kit';
import type { Project } from './project.ts';

export function aProject(wish: Partial<Project> = {}): Project {
  return {
    id: '0197a0c0-0000-7000-8000-000000000027',
    code: 'PJ-000001',
    name: '海洋观测浮标',
    stage: 'startup',
    sector: 'marine_industry',
    applicant_kind: 'enterprise',
    amount_sought_kcny: 2000,
    organisation_uscc: '91370200264574251E',
    entity_id: '0197a0c0-0000-7000-8000-000000000002',
    founder_id: '0197a0c0-0000-7000-8000-000000000023',
    founder_masked: '王***',
    state: 'active',
    review_ground: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

/** The body of the registration of a student's project, founded by the person of that number. */
export function aRegistrationOf(founder: number, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: `项目${founder}`,
    stage: 'idea',
    sector: 'marine_industry',
    applicant_kind: 'student',
    amount_sought_kcny: 500,
    founder: anIdentity(founder),
    ...wish,
  };
}
