import { anIdentity } from '@park/test-kit';
import { noOffer, type Application } from './application.ts';

const claims = {
  degree: 'bachelor' as const,
  graduated_on: '2023-07-01',
  social_insurance: false,
  owns_home: false,
  other_housing_benefit: false,
};

/** A draft. */
export function anApplication(wish: Partial<Application> = {}): Application {
  return {
    ...claims,
    ...noOffer,
    id: '0197a0c0-0000-7000-8000-000000000009',
    code: 'HA-000001',
    person_id: '0197a0c0-0000-7000-8000-000000000007',
    applicant_id: '0197a0c0-0000-8000-8000-000000000007',
    person_masked: '王**',
    product: 'long_let',
    brand_preference: [],
    employer_uscc: null,
    employer_entity_id: null,
    source: 'direct',
    offer_id: null,
    requested_start: '2025-07-01',
    household_size: 1,
    state: 'draft',
    applied_at: new Date('2025-06-01T02:00:00Z'),
    submitted_on: null,
    submitted_by: null,
    policy_version: null,
    supplement_items: [],
    supplement_due_on: null,
    decided_on: null,
    decided_by: null,
    reasons: [],
    valid_until: null,
    waitlisted_on: null,
    decline_count: 0,
    tenancy_id: null,
    review_ground: null,
    version: 1,
    created_at: new Date('2025-06-01T02:00:00Z'),
    updated_at: new Date('2025-06-01T02:00:00Z'),
    ...wish,
  };
}

export function aSubmission(wish: Partial<Application> = {}): Application {
  return anApplication({
    state: 'submitted',
    submitted_on: '2025-06-01',
    submitted_by: 'clerk',
    policy_version: '2023-1',
    version: 2,
    ...wish,
  });
}

export function aWaitingOne(wish: Partial<Application> = {}): Application {
  return aSubmission({
    state: 'waitlisted',
    decided_on: '2025-06-05',
    decided_by: 'reviewer',
    valid_until: '2026-06-05',
    waitlisted_on: '2025-06-05',
    version: 4,
    ...wish,
  });
}

export function anOfferedOne(wish: Partial<Application> = {}): Application {
  return aWaitingOne({
    state: 'offered',
    offered_apartment_id: '0197a0c0-0000-7000-8000-000000000006',
    offered_bed: 1,
    offered_start_on: '2025-07-01',
    offered_end_on: '2026-07-01',
    offer_expires_at: new Date('2025-06-20T02:00:00Z'),
    version: 5,
    ...wish,
  });
}

/** The body of a draft for the person of that number. */
export function aDraft(person: number, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { product: 'long_let', ...anIdentity(person), requested_start: '2025-07-01', ...claims, social_insurance: true, ...wish };
}
