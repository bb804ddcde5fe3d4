/** Events of the job fairs 招聘会: filed, opened phase by phase, held, closed with their totals and reported. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, date, id, instant, reason, transitionData } from '../fields.ts';

export const fairStates = [
  'draft',
  'filed',
  'employer_registration',
  'booth_selection',
  'candidate_registration',
  'ongoing',
  'closed',
  'reported',
  'cancelled',
] as const;

/** Of every event of a fair. Its times are those of the gathering in the events service. */
const fairHead = {
  ...transitionData,
  gathering_id: id,
  fair_on: date.nullable().describe('The park’s date on which it begins; null while it is postponed'),
};
const head = { code: 'JF-2025-08', gathering_id: '0197a0c0-0000-7000-8000-000000000021', fair_on: '2025-08-18' };

const totals = {
  employers_confirmed: count.describe(
    'Employers whose booth was confirmed, also from the waiting list on the day; without those that cancelled',
  ),
  employers: count.describe('Of these, those that checked in'),
  booth_no_shows: count,
  postings: count.describe('Postings of the employers that checked in'),
  headcount: count.describe('Openings of these postings'),
  entries: count.describe('Check-ins at its gathering'),
  resumes: count.describe('Applications that the fair brought'),
  intentions: count.describe('Of these, those that were shortlisted or came further'),
  onsite_offers: count.describe('Of these, those with an offer extended on a day of the fair'),
};
export const fairTotals = z.object(totals);
const counted = {
  employers_confirmed: 35,
  employers: 33,
  booth_no_shows: 2,
  postings: 118,
  headcount: 486,
  entries: 1240,
  resumes: 912,
  intentions: 208,
  onsite_offers: 31,
};

export const FairDraftedV1 = eventType('park.recruitment.fair.drafted.v1', {
  summary: { zh: '招聘会筹备', en: 'A job fair was drafted' },
  data: fairHead,
  example: { ...head, from_state: null, to_state: 'draft' },
});
/** Moments and minutes that its rules go by. */
const schedule = {
  employer_registration_from: instant,
  booth_selection_from: instant,
  candidate_registration_from: instant,
  check_in_until: instant.describe('Exclusive; a booth whose employer has not checked in by then is released'),
  free_cancel_until: instant.describe('Exclusive; a confirmed booth that is cancelled later counts against the employer'),
  hold_minutes: count.describe('A booth is held for so long'),
  offer_minutes: count.describe('An offer from the waiting list holds for so long'),
};

export const FairChangedV1 = eventType('park.recruitment.fair.changed.v1', {
  summary: { zh: '招聘会安排变更', en: 'The schedule of a job fair changed' },
  data: { ...fairHead, ...schedule },
  example: {
    ...head,
    from_state: 'filed',
    to_state: 'filed',
    employer_registration_from: '2025-07-28T01:00:00.000Z',
    booth_selection_from: '2025-08-04T01:00:00.000Z',
    candidate_registration_from: '2025-08-11T01:00:00.000Z',
    check_in_until: '2025-08-18T01:30:00.000Z',
    free_cancel_until: '2025-08-17T01:00:00.000Z',
    hold_minutes: 30,
    offer_minutes: 30,
  },
});
export const FairFiledV1 = eventType('park.recruitment.fair.filed.v1', {
  summary: { zh: '招聘会备案', en: 'A job fair was filed with the authority' },
  data: { ...fairHead, filing_no: z.string(), filed_on: date, starts_at: instant },
  example: {
    ...head,
    from_state: 'draft',
    to_state: 'filed',
    filing_no: '青人社招备〔2025〕12号',
    filed_on: '2025-07-25',
    starts_at: '2025-08-18T01:00:00.000Z',
  },
});
export const FairPhaseChangedV1 = eventType('park.recruitment.fair.phase-changed.v1', {
  summary: { zh: '招聘会阶段变更', en: 'A job fair entered another phase' },
  discloses: { public: ['code', 'to_state', 'fair_on'] },
  data: fairHead,
  example: { ...head, from_state: 'filed', to_state: 'employer_registration' },
});
export const FairRescheduledV1 = eventType('park.recruitment.fair.rescheduled.v1', {
  summary: { zh: '招聘会改期', en: 'A job fair has other times, as its gathering has' },
  discloses: { public: ['code', 'to_state', 'fair_on', 'starts_at', 'ends_at'] },
  data: { ...fairHead, starts_at: instant.nullable(), ends_at: instant.nullable() },
  example: {
    ...head,
    from_state: 'filed',
    to_state: 'filed',
    starts_at: '2025-08-18T01:00:00.000Z',
    ends_at: '2025-08-18T09:00:00.000Z',
  },
});
export const FairCancelledV1 = eventType('park.recruitment.fair.cancelled.v1', {
  summary: { zh: '招聘会取消', en: 'A job fair was cancelled' },
  discloses: { public: ['code', 'to_state', 'fair_on'] },
  data: { ...fairHead, reason },
  example: { ...head, from_state: 'filed', to_state: 'cancelled', reason: 'typhoon' },
});
export const FairClosedV1 = eventType('park.recruitment.fair.closed.v1', {
  summary: { zh: '招聘会结束', en: 'A job fair was closed, with its totals' },
  data: { ...fairHead, ...totals, report_due_on: date },
  example: { ...head, from_state: 'ongoing', to_state: 'closed', ...counted, report_due_on: '2025-08-25' },
});
export const FairReportOverdueV1 = eventType('park.recruitment.fair.report-overdue.v1', {
  summary: { zh: '招聘会统计逾期', en: 'The report of a job fair is overdue' },
  data: { code, gathering_id: id, due_on: date },
  example: { code: head.code, gathering_id: head.gathering_id, due_on: '2025-08-25' },
});
export const FairReportedV1 = eventType('park.recruitment.fair.reported.v1', {
  summary: { zh: '招聘会统计上报', en: 'A job fair was reported to the authority' },
  data: { ...fairHead, ...totals, reported_on: date, late: z.boolean() },
  example: { ...head, from_state: 'closed', to_state: 'reported', ...counted, reported_on: '2025-08-22', late: false },
});
