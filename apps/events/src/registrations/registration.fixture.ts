import type { Registration } from './registration.ts';

/** Confirmed, of one place, for the gathering of its fixture. */
export function aRegistered(wish: Partial<Registration> = {}): Registration {
  return {
    id: '0197a0c0-0000-7000-8000-000000000031',
    code: 'ER-000001',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    type_id: null,
    person_id: '0197a0c0-0000-7000-8000-000000000007',
    person_masked: '王**',
    organisation_uscc: null,
    entity_id: null,
    places: 1,
    source: 'web',
    state: 'confirmed',
    registered_at: new Date('2025-06-10T02:00:00Z'),
    hold_until: null,
    waitlist_number: null,
    offer_expires_at: null,
    ticket_issue: 1,
    ticket_hash: 'c'.repeat(64),
    review_ground: null,
    version: 2,
    created_at: new Date('2025-06-10T02:00:00Z'),
    updated_at: new Date('2025-06-10T02:00:00Z'),
    ...wish,
  };
}
