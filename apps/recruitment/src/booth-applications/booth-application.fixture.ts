import type { BoothApplication, BoothApplicationState } from './booth-application.ts';

/** In a state, with what each state has. */
export function aBoothApplication(state: BoothApplicationState, wish: Partial<BoothApplication> = {}): BoothApplication {
  const hasBooth = ['booth_held', 'offered', 'confirmed', 'checked_in', 'completed', 'no_show'].includes(state);
  return {
    id: '0197a0c0-0000-7000-8000-000000000064',
    code: 'BA-000001',
    fair_id: '0197a0c0-0000-7000-8000-000000000060',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    employer_id: '0197a0c0-0000-7000-8000-000000000061',
    employer_uscc: '91370200264574251E',
    entity_id: null,
    industry_code: 'I65',
    state,
    posting_ids: ['0197a0c0-0000-7000-8000-000000000063'],
    headcount: 4,
    booth_id: hasBooth ? '0197a0c0-0000-7000-8000-000000000062' : null,
    zone: hasBooth ? 'A' : null,
    expires_at: ['booth_held', 'offered'].includes(state) ? new Date('2025-07-11T02:30:00Z') : null,
    waitlist_number: ['waitlisted', 'offered'].includes(state) ? 3 : null,
    wanted_class: null,
    wanted_zone: null,
    missed_booth_ids: [],
    confirmed_at: ['confirmed', 'checked_in', 'completed', 'no_show'].includes(state) ? new Date('2025-07-11T02:10:00Z') : null,
    checked_in_at: ['checked_in', 'completed'].includes(state) ? new Date('2025-07-21T00:40:00Z') : null,
    version: 5,
    created_at: new Date('2025-06-21T02:00:00Z'),
    updated_at: new Date('2025-07-11T02:00:00Z'),
    ...wish,
  };
}
