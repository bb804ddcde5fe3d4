import type { Gathering } from './gathering.ts';

/** A draft of a salon of 20 places on 26 June 2025, from 14 to 17 o'clock. */
export function aGathering(wish: Partial<Gathering> = {}): Gathering {
  return {
    id: '0197a0c0-0000-7000-8000-000000000021',
    code: 'SALON-1',
    type: 'salon',
    season_id: null,
    title: '创业沙龙',
    title_en: null,
    venue: '1号楼路演厅',
    starts_at: new Date('2025-06-26T06:00:00Z'),
    ends_at: new Date('2025-06-26T09:00:00Z'),
    expected_attendance: 20,
    capacity: 20,
    registration_from: new Date('2025-06-01T00:00:00Z'),
    registration_to: new Date('2025-06-26T06:00:00Z'),
    is_registration_open: true,
    is_moderated: false,
    hold_minutes: 4_320,
    offer_minutes: 1_440,
    is_waiting_list_open: true,
    visibility: 'public',
    modes: [],
    state: 'draft',
    permit_no: null,
    permit_applied_on: null,
    filing_no: null,
    filing_filed_on: null,
    emergency_plan_sha256: null,
    submitted_by: null,
    approved_by: null,
    activity_id: null,
    announced_at: null,
    version: 1,
    created_at: new Date('2025-06-01T02:00:00Z'),
    updated_at: new Date('2025-06-01T02:00:00Z'),
    ...wish,
  };
}

/** A job fair for 1,500 people with everything that the law asks for, on the last day for each. */
export function aJobFair(wish: Partial<Gathering> = {}): Gathering {
  return aGathering({
    type: 'job_fair',
    expected_attendance: 1_500,
    capacity: 1_500,
    permit_no: '青西公安许〔2025〕18号',
    permit_applied_on: '2025-06-06',
    filing_no: '青西人社备〔2025〕7号',
    filing_filed_on: '2025-06-11',
    emergency_plan_sha256: 'a'.repeat(64),
    ...wish,
  });
}
