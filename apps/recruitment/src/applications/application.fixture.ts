import type { Application, ApplicationState, Stage } from './application.ts';

export const since = new Date('2025-06-10T02:00:00Z');

export function anApplication(wish: Partial<Application> = {}): Application {
  return {
    id: '0197a0c0-0000-7000-8000-000000000065',
    code: 'AP-000001',
    posting_id: '0197a0c0-0000-7000-8000-000000000063',
    employer_id: '0197a0c0-0000-7000-8000-000000000061',
    employer_uscc: '91370200264574251E',
    entity_id: null,
    industry_code: 'I65',
    candidate_id: '0197a0c0-0000-7000-8000-000000000064',
    candidate_masked: '王**',
    resume_version: 1,
    source: 'web',
    fair_id: null,
    applied_on: '2025-06-10',
    state: 'submitted',
    stage: 'submitted',
    stage_since: since,
    reached_shortlist: false,
    rejection_reason: null,
    offer_id: null,
    hired_on: null,
    version: 1,
    created_at: since,
    updated_at: since,
    ...wish,
  };
}

/** `stage`: that it was in before it was put on hold, rejected or withdrawn. */
export function anApplicationIn(state: ApplicationState, stage: Stage = 'screening'): Application {
  const isBeside = state === 'on_hold' || state === 'rejected' || state === 'withdrawn';
  return anApplication({
    state,
    stage: isBeside ? stage : state,
    rejection_reason: state === 'rejected' ? 'another field of study' : null,
    ...(state === 'hired' && { offer_id: '0197a0c0-0000-7000-8000-000000000066', hired_on: '2025-06-12' }),
  });
}
