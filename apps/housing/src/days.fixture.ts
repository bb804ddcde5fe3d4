/** Of each day that a call of housing takes, the first and the last one: see libs/test-kit/src/days.ts. */
import type { NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { anApartment } from './apartments/apartment.fixture.ts';
import { add, retire, returnToService, startMaintenance } from './apartments/apartment.ts';
import { anApplication, anOfferedOne, aSubmission, aWaitingOne } from './applications/application.fixture.ts';
import { decide, moveValidity } from './applications/application-decision.ts';
import { moveExpiry, offer, type Offer } from './applications/application-offer.ts';
import { draft, requestSupplement, supplement } from './applications/application.ts';
import { aContractedTenancy, aResidence, aTenancy, handover, vacant } from './tenancies/tenancy.fixture.ts';
import { moveDates, type Dates } from './tenancies/tenancy-dates.ts';
import { close, giveNotice } from './tenancies/tenancy-end.ts';
import { checkIn, reserve, type Tenancy } from './tenancies/tenancy.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: aTenancy().id, code: 'XX-000001', now, today };
const empty = { live: 0, whole: 0, leftOn: null };

const changed = { reason: 'new floors' };
const since = '2024-05-01';
const apartments: BoundedDay[] = [
  {
    call: 'POST /apartments',
    member: '/added_on',
    first: null,
    last: today,
    unbounded: 'the park had homes before it kept books here',
    step: (day) => add(identity, { ...anApartment(), status: 'in_service', added_on: day }),
  },
  {
    call: 'POST /apartments/{id}/start-maintenance',
    member: '/effective_date',
    first: since,
    last: today,
    step: (day) => startMaintenance(anApartment({ status_since: since }), { ...changed, effective_date: day }, empty, today),
  },
  {
    call: 'POST /apartments/{id}/return-to-service',
    member: '/effective_date',
    first: since,
    last: today,
    step: (day) => returnToService(anApartment({ status: 'maintenance', status_since: since }), { effective_date: day }, today),
  },
  {
    call: 'POST /apartments/{id}/retire',
    member: '/effective_date',
    first: since,
    last: today,
    step: (day) => retire(anApartment({ status: 'maintenance', status_since: since }), { ...changed, effective_date: day }, empty, today),
  },
];

const reserved = (wish: Partial<Tenancy>): unknown =>
  reserve(identity, aTenancy({ start_on: today, end_on: '2027-01-01', ...wish }), today);
const movedTo = (wish: Partial<Dates>): unknown => {
  const dates = { start_on: today, end_on: '2027-01-01', ...wish };
  return moveDates(aTenancy(), dates, '2026-06-01', today);
};
const heldOver = aResidence({ state: 'holdover', start_on: '2024-06-01', checked_in_on: '2024-06-01', end_on: '2025-06-01' });
const tenancies: BoundedDay[] = [
  { call: 'POST /tenancies', member: '/start_on', first: '2024-06-16', last: '2026-06-16', step: (day) => reserved({ start_on: day }) },
  { call: 'POST /tenancies', member: '/end_on', first: '2025-06-17', last: '2045-06-16', step: (day) => reserved({ end_on: day }) },
  {
    call: 'POST /tenancies/{id}/move-dates',
    member: '/start_on',
    first: '2024-06-16',
    last: '2026-05-31',
    step: (day) => movedTo({ start_on: day }),
  },
  {
    call: 'POST /tenancies/{id}/move-dates',
    member: '/end_on',
    first: '2025-06-17',
    last: '2045-06-16',
    step: (day) => movedTo({ end_on: day }),
  },
  {
    call: 'POST /tenancies/{id}/check-in',
    member: '/checked_in_on',
    first: '2025-06-01',
    last: today,
    step: (day) => checkIn(aContractedTenancy(), { ...handover, checked_in_on: day }, vacant, today),
  },
  {
    call: 'POST /tenancies/{id}/notice',
    member: '/planned_on',
    first: today,
    last: '2026-06-01',
    step: (day) => giveNotice(aResidence(), day, today),
  },
  {
    call: 'POST /tenancies/{id}/close',
    member: '/closed_on',
    first: '2025-06-01',
    last: today,
    step: (day) => close(heldOver, { closed_on: day, deductions_fen: 0 }, null, today),
  },
];

const waiting = aWaitingOne({ requested_start: '2025-06-10' });
const offered = (wish: Partial<Offer>): unknown =>
  offer(
    waiting,
    { apartment: anApartment(), bed: 1, start_on: today, end_on: '2027-01-01', expires_at: new Date('2025-06-20T00:00:00Z'), ...wish },
    [],
    now,
  );
const graduation = 'the day of birth is sealed, and the policy decides by the day of graduation';
const applications: BoundedDay[] = [
  {
    call: 'POST /applications',
    member: '/requested_start',
    first: today,
    last: '2027-06-16',
    step: (day) => draft(identity, anApplication({ requested_start: day }), today),
  },
  {
    call: 'POST /applications',
    member: '/graduated_on',
    first: null,
    last: '2033-06-16',
    unbounded: graduation,
    step: (day) => draft(identity, anApplication({ graduated_on: day }), today),
  },
  {
    call: 'POST /applications/{id}/request-supplement',
    member: '/due_on',
    first: today,
    last: '2025-12-16',
    step: (day) => requestSupplement(aSubmission(), { items: ['labour_contract'], due_on: day }, today),
  },
  {
    call: 'POST /applications/{id}/supplement',
    member: '/graduated_on',
    first: null,
    last: '2033-06-16',
    unbounded: graduation,
    step: (day) => supplement(aSubmission({ state: 'supplement_required' }), { graduated_on: day }, now, today),
  },
  {
    call: 'POST /applications/{id}/decide',
    member: '/valid_until',
    first: '2025-06-17',
    last: '2026-06-16',
    step: (day) =>
      decide(aSubmission(), {
        reviewer: 'reviewer',
        on: today,
        facts: { age: 30, employerInPark: true },
        reasons: [],
        valid_until: day,
      }),
  },
  {
    call: 'POST /applications/{id}/move-validity',
    member: '/valid_until',
    first: today,
    last: '2026-06-05',
    step: (day) => moveValidity(waiting, day, 'reviewer', today),
  },
  {
    call: 'POST /applications/{id}/offer',
    member: '/start_on',
    first: today,
    last: '2026-06-04',
    step: (day) => offered({ start_on: day }),
  },
  {
    call: 'POST /applications/{id}/offer',
    member: '/end_on',
    first: '2025-06-17',
    last: '2045-06-16',
    step: (day) => offered({ end_on: day }),
  },
  {
    call: 'POST /applications/{id}/offer',
    member: '/expires_at',
    first: '2025-06-16T02:00:01Z',
    last: '2025-07-16T15:59:59Z',
    step: (instant) => offered({ expires_at: new Date(instant) }),
  },
  {
    call: 'POST /applications/{id}/move-expiry',
    member: '/expires_at',
    first: '2025-06-16T02:00:01Z',
    last: '2025-07-16T15:59:59Z',
    step: (instant) => moveExpiry(anOfferedOne(), new Date(instant), now),
  },
];

export const days: BoundedDay[] = [...apartments, ...tenancies, ...applications];
