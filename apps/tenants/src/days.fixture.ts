/** Of each day that a call of tenants takes, the first and the last one: see libs/test-kit/src/days.ts. */
import type { NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { aFile, aLease, someTerms } from './leases/lease.fixture.ts';
import { amend, receiveDeposit } from './leases/lease-amendment.ts';
import { close as closeLease, handBack, terminate } from './leases/lease-course.ts';
import { draft, revise, sign } from './leases/lease.ts';
import { priced, type Terms } from './leases/lease-terms.ts';
import { aMarketEntity, aResident, usccOf } from './market-entities/market-entity.fixture.ts';
import { changeRegistration, register, reinstate, suspend } from './market-entities/market-entity.ts';
import { depart, moveIn } from './market-entities/residency.ts';
import { anOccupancy, aWish } from './occupancies/occupancy.fixture.ts';
import { changeEnd, hold, requireNear, vacate, type Wish } from './occupancies/occupancy.ts';
import { aCertificate, aQualification } from './qualifications/qualification.fixture.ts';
import { grant, renew, revoke } from './qualifications/qualification.ts';
import { aRenovation } from './renovations/renovation.fixture.ts';
import { accept, close as closeRenovation, start } from './renovations/renovation.ts';
import { aUnit } from './units/unit.fixture.ts';
import { add, alone } from './units/unit.ts';

const today = '2025-06-16';
const established = '2021-03-15';
const identity: NewIdentity = { id: aLease().id, code: 'XX-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const none = new Map<string, number>();
const text = { reason: 'agreed' };

const entity = aMarketEntity({ established_on: established });
const resident = aResident({ established_on: established, moved_in_on: '2025-03-01' });
const entities: BoundedDay[] = [
  {
    call: 'POST /market-entities',
    member: '/established_on',
    first: null,
    last: today,
    unbounded: 'companies are old',
    step: (day) => register(identity, { ...entity, uscc: usccOf(1), established_on: day }),
  },
  {
    call: 'PATCH /market-entities/{id}',
    member: '/effective_date',
    first: established,
    last: today,
    step: (day) => changeRegistration(entity, { name: '新名' }, day, today),
  },
  {
    call: 'POST /market-entities/{id}/move-in',
    member: '/effective_date',
    first: established,
    last: '2028-06-16',
    step: (day) => moveIn(entity, { residency: 'both', effective_date: day, building_ids: [] }, today),
  },
  {
    call: 'POST /market-entities/{id}/suspend',
    member: '/effective_date',
    first: '2025-03-01',
    last: today,
    step: (day) => suspend(resident, { ...text, effective_date: day }, today),
  },
  {
    call: 'POST /market-entities/{id}/reinstate',
    member: '/effective_date',
    first: '2025-04-01',
    last: today,
    step: (day) => reinstate({ ...resident, state: 'suspended', suspended_on: '2025-04-01' }, { ...text, effective_date: day }, today),
  },
  {
    call: 'POST /market-entities/{id}/depart',
    member: '/effective_date',
    first: '2025-03-01',
    last: '2028-06-16',
    step: (day) => depart(resident, { effective_date: day, reason: 'moved_out' }, 0, today),
  },
  {
    call: 'POST /qualifications',
    member: '/valid_from',
    first: established,
    last: '2026-06-16',
    step: (day) => grant(identity, { ...aCertificate, valid_from: day, valid_to: '2027-01-01' }, established),
  },
  {
    call: 'POST /qualifications',
    member: '/valid_to',
    first: '2023-11-10',
    last: '2033-11-09',
    step: (day) => grant(identity, { ...aCertificate, valid_from: '2023-11-09', valid_to: day }, established),
  },
  {
    call: 'POST /qualifications/{id}/renew',
    member: '/valid_to',
    first: '2026-11-10',
    last: '2036-11-09',
    step: (day) => renew(aQualification({ valid_to: '2026-11-09' }), { valid_to: day, certificate_no: '2' }),
  },
  {
    call: 'POST /qualifications/{id}/revoke',
    member: '/revoked_on',
    first: '2023-11-09',
    last: today,
    step: (day) => revoke(aQualification({ valid_from: '2023-11-09' }), { ...text, revoked_on: day }, today),
  },
];

const asked: Wish = { ...aWish, kind: 'hold', source_type: 'hold', source_id: null, start_on: today, end_on: null };
const held = (wish: Partial<Wish>): void => {
  requireNear({ ...asked, ...wish }, today);
  hold(identity, aUnit(), { ...asked, ...wish });
};
const active = anOccupancy({ state: 'active', start_on: '2025-05-01', end_on: '2026-05-01' });
const space: BoundedDay[] = [
  {
    call: 'POST /renovations/{id}/start',
    member: '/started_on',
    first: null,
    last: today,
    unbounded: 'the park was renewed before it kept books here',
    step: (day) => start(aRenovation(), day, today),
  },
  {
    call: 'POST /renovations/{id}/accept',
    member: '/accepted_on',
    first: '2025-02-01',
    last: today,
    step: (day) => accept(aRenovation({ state: 'in_progress', started_on: '2025-02-01' }), day, today),
  },
  {
    call: 'POST /renovations/{id}/close',
    member: '/closed_on',
    first: '2025-02-01',
    last: today,
    step: (day) => closeRenovation(aRenovation({ state: 'accepted', accepted_on: '2025-02-01' }), day, today),
  },
  {
    call: 'POST /units',
    member: '/added_on',
    first: null,
    last: today,
    unbounded: 'buildings are old',
    step: (day) => add(identity, { ...aUnit(), added_on: day }, alone),
  },
  { call: 'POST /occupancies', member: '/start_on', first: '2024-06-16', last: '2028-06-16', step: (day) => held({ start_on: day }) },
  { call: 'POST /occupancies', member: '/end_on', first: '2025-06-17', last: '2045-06-16', step: (day) => held({ end_on: day }) },
  {
    call: 'POST /occupancies',
    member: '/hold_expires_at',
    first: '2025-06-16T02:00:01Z',
    last: '2026-06-16T15:59:59Z',
    step: (instant) => held({ hold_expires_at: new Date(instant) }),
  },
  {
    call: 'POST /occupancies/{id}/change-period',
    member: '/end_on',
    first: '2025-05-02',
    last: '2045-05-01',
    step: (day) => changeEnd(active, day),
  },
  {
    call: 'POST /occupancies/{id}/release',
    member: '/released_on',
    first: '2025-05-01',
    last: today,
    step: (day) => vacate(active, { ...text, released_on: day }, today),
  },
];

const [unit] = someTerms.units as [Terms['units'][number]];
const signature = { file_sha256: aFile, deposit_received_fen: 0 };
const inForce = aLease({ state: 'active' });
const over = aLease({ state: 'holdover', start_on: '2024-06-01', end_on: '2025-06-01' });

/** Of the terms, which are drafted and revised alike. */
const termsOf = (call: string, enter: (terms: Terms) => unknown): BoundedDay[] => {
  const priceable = (wish: Partial<Terms>): void => {
    const terms = { ...someTerms, ...wish };
    priced(terms, none, today);
    enter(terms);
  };
  const withUnit = (wish: Partial<typeof unit>): void => priceable({ units: [{ ...unit, ...wish }] });
  return [
    {
      call,
      member: '/start_on',
      first: '2020-03-15',
      last: '2028-06-16',
      step: (day) => enter({ ...someTerms, start_on: day, end_on: '2029-01-01' }),
    },
    {
      call,
      member: '/end_on',
      first: '2025-07-02',
      last: '2045-07-01',
      step: (day) => priceable({ end_on: day, units: [{ ...unit, end_on: day }] }),
    },
    { call, member: '/units/*/start_on', first: '2025-07-01', last: '2026-06-30', step: (day) => withUnit({ start_on: day }) },
    { call, member: '/units/*/end_on', first: '2025-07-02', last: '2026-07-01', step: (day) => withUnit({ end_on: day }) },
    {
      call,
      member: '/rent_steps/*/from_on',
      first: '2025-07-02',
      last: '2026-06-30',
      step: (day) => priceable({ rent_steps: [{ from_on: day, price_fen_per_m2_day: 160 }] }),
    },
  ];
};
const { start_on: _, end_on: __, ...amounts } = inForce;
const leases: BoundedDay[] = [
  ...termsOf('POST /leases', (terms) => draft(identity, terms, amounts, established)),
  ...termsOf('PATCH /leases/{id}', (terms) => revise(aLease(), terms, amounts, established, today)),
  {
    call: 'POST /leases/{id}/sign',
    member: '/sign_on',
    first: '2020-03-15',
    last: today,
    step: (day) => sign(aLease({ state: 'pending_signature' }), { ...signature, sign_on: day }, established, today),
  },
  {
    call: 'POST /leases/{id}/amend',
    member: '/end_on',
    first: '2025-08-21',
    last: '2045-07-01',
    step: (day) => amend(inForce, { ...text, end_on: day, effective_date: '2025-08-01' }, none, '2025-08-20'),
  },
  {
    call: 'POST /leases/{id}/amend',
    member: '/effective_date',
    first: '2025-07-01',
    last: '2026-06-30',
    step: (day) => amend(inForce, { ...text, price_fen_per_m2_day: 160, effective_date: day }, none, '2025-08-20'),
  },
  {
    call: 'POST /leases/{id}/receive-deposit',
    member: '/received_on',
    first: '2025-06-01',
    last: today,
    step: (day) => receiveDeposit(aLease({ state: 'signed', sign_on: '2025-06-01' }), { amount_fen: 1, received_on: day }, today),
  },
  {
    call: 'POST /leases/{id}/terminate',
    member: '/terminated_on',
    first: '2025-07-01',
    last: '2026-06-30',
    step: (day) => terminate(inForce, { ...text, terminated_on: day, initiator: 'mutual', penalty_fen: 0 }, '2025-08-20'),
  },
  {
    call: 'POST /leases/{id}/hand-back',
    member: '/handed_back_on',
    first: '2025-06-01',
    last: today,
    step: (day) => handBack(over, day, today),
  },
  {
    call: 'POST /leases/{id}/close',
    member: '/closed_on',
    first: '2025-06-05',
    last: today,
    step: (day) => closeLease(aLease({ state: 'settled', ended_on: '2025-06-05' }), day, today),
  },
];

export const days: BoundedDay[] = [...entities, ...space, ...leases];
