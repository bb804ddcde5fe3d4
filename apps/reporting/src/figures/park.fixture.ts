/** Random parks: stories of a few entities, units, leases and homes, by dice; mostly sensible, sometimes odd, always in order per aggregate. */
import { housing, tenants, type ParkEvent } from '@park/contracts';
import { addDays } from '@park/kernel';
import fc from 'fast-check';
import { Story } from './events.fixture.ts';

/** One throw of the dice: what happens, to whom, when, and with which amount. */
export interface Throw {
  what: number;
  who: number;
  other: number;
  day: number;
  days: number;
  amount: number;
}

const first = '2024-01-01';
const on = ({ day }: Throw): string => addDays(first, day);
const end = ({ day, days }: Throw): string => addDays(first, day + days);
const pick = <T>(values: readonly T[], n: number): T => values[n % values.length]!;

const periods = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2024', '2025-Q1', '2025-Q2', '2025'] as const;
const brandOf = (who: number): 'hiking' | 'xihai' => (who % 2 === 0 ? 'hiking' : 'xihai');

function report(t: Throw): { id: string; entity_id: string; period: string; tax_local_kcny: number; employees_end: number } {
  const period = pick(periods, t.other);
  return { id: `r${t.who} ${period}`, entity_id: `e${t.who}`, period, tax_local_kcny: t.amount, employees_end: t.amount };
}

function occupancy(t: Throw): { unit_id: string; building_id: string; area_m2: number; start_on: string; end_on: string | null } {
  return {
    unit_id: `u${t.other}`,
    building_id: `b${t.other % 2}`,
    area_m2: t.amount / 4,
    start_on: on(t),
    end_on: t.days % 7 === 0 ? null : end(t),
  };
}

function unitContent(t: Throw): {
  building_id: string;
  parent_unit_id: string | null;
  use_m2: number;
  rentable: boolean;
  usage: 'office' | 'retail';
} {
  const parent = t.who > 0 && t.other % 3 > 0 ? `u${t.other % t.who}` : null;
  return {
    building_id: `b${t.who % 2}`,
    parent_unit_id: parent,
    use_m2: t.amount / 4,
    rentable: t.amount % 5 !== 0,
    usage: pick(['office', 'retail'], t.days),
  };
}

const happenings: ((story: Story, t: Throw) => void)[] = [
  (s, t) =>
    s.tell(tenants.EntityRegisteredV1, `e${t.who}`, on(t), {
      kind: pick(tenants.entityKinds, t.other),
      size_class: pick(tenants.sizeClasses, t.amount),
    }),
  (s, t) => s.tell(tenants.EntityMovedInV1, `e${t.who}`, on(t), { residency: pick(tenants.residencies, t.other), effective_date: on(t) }),
  (s, t) =>
    s.tell(tenants.EntityRegistrationChangedV1, `e${t.who}`, on(t), {
      effective_date: on(t),
      ...pick(
        [
          { field: 'size_class', new: 'large' },
          { field: 'registration_status', new: 'revoked' },
          { field: 'registration_status', new: 'in_operation' },
        ] as const,
        t.other,
      ),
    }),
  (s, t) => s.tell(tenants.EntitySuspendedV1, `e${t.who}`, on(t), { effective_date: on(t) }),
  (s, t) => s.tell(tenants.EntityDepartedV1, `e${t.who}`, on(t), { effective_date: on(t) }),
  (s, t) =>
    s.tell(tenants.QualificationGrantedV1, `q${t.amount % 6}`, on(t), {
      entity_id: `e${t.amount % 3}`,
      type: pick(tenants.qualificationTypes, t.amount % 2),
      valid_from: on(t),
      valid_to: end(t),
    }),
  (s, t) => s.tell(tenants.QualificationRevokedV1, `q${t.amount % 6}`, on(t), { entity_id: `e${t.amount % 3}`, revoked_on: on(t) }),
  (s, t) => s.tell(tenants.OperatingReportSubmittedV1, report(t).id, on(t), report(t)),
  (s, t) => s.tell(tenants.OperatingReportVerifiedV1, report(t).id, on(t), report(t)),
  (s, t) => s.tell(tenants.OperatingReportReturnedV1, report(t).id, on(t), report(t)),
  (s, t) => s.tell(tenants.UnitAddedV1, `u${t.who}`, on(t), { ...unitContent(t), status: pick(['in_service', 'draft'], t.amount) }),
  (s, t) => s.tell(tenants.UnitChangedV1, `u${t.who}`, on(t), unitContent(t)),
  (s, t) => s.tell(tenants.UnitStatusChangedV1, `u${t.who}`, on(t), { to_state: pick(['in_service', 'maintenance', 'retired'], t.other) }),
  (s, t) =>
    s.tell(tenants.OccupancyActivatedV1, `o${t.amount % 5} u${t.other}`, on(t), {
      ...occupancy(t),
      kind: pick(['lease', 'lease', 'booking'], t.who),
    }),
  (s, t) =>
    s.tell(tenants.OccupancyReleasedV1, `o${t.amount % 5} u${t.other}`, on(t), {
      unit_id: `u${t.other}`,
      to_state: 'released',
      released_on: on(t),
    }),
  (s, t) => s.tell(tenants.OccupancyPeriodChangedV1, `o${t.amount % 5} u${t.other}`, on(t), { unit_id: `u${t.other}`, new_end: end(t) }),
  (s, t) =>
    s.tell(tenants.RenovationAcceptedV1, `w${t.amount % 4}`, on(t), {
      building_id: t.amount % 4 === 0 ? null : `b${t.amount % 2}`,
      kind: pick(['building', 'outdoor'], t.amount % 3),
      indoor_area_m2: t.amount,
      outdoor_area_m2: t.who,
      accepted_on: on(t),
    }),
  (s, t) => s.tell(housing.ApartmentAddedV1, `h${t.who}`, on(t), { brand: brandOf(t.who), status: 'in_service' }),
  (s, t) =>
    s.tell(housing.ApartmentStatusChangedV1, `h${t.who}`, on(t), {
      brand: brandOf(t.who),
      to_state: pick(['in_service', 'maintenance'], t.other),
    }),
  (s, t) =>
    s.tell(housing.TenancyCheckedInV1, `t${t.amount % 3} h${t.who}`, on(t), {
      apartment_id: `h${t.who}`,
      brand: brandOf(t.who),
      product: pick(housing.products, t.amount),
      actual_on: on(t),
    }),
  (s, t) =>
    s.tell(housing.TenancyClosedV1, `t${t.amount % 3} h${t.who}`, on(t), {
      apartment_id: `h${t.who}`,
      brand: brandOf(t.who),
      product: pick(housing.products, t.amount),
      closed_on: on(t),
    }),
  (s, t) => s.tell(housing.ApplicationWaitlistedV1, `a${t.who}`, on(t), { to_state: 'waitlisted', entered_on: on(t) }),
  (s, t) => s.tell(housing.ApplicationWithdrawnV1, `a${t.who}`, on(t), { to_state: 'withdrawn' }),
];

/** Throws of some of the happenings: a park of space alone finds in fewer throws what is odd about space. */
function throwsOf(from: number, to: number): fc.Arbitrary<Throw[]> {
  const aThrow = fc.record<Throw>({
    what: fc.integer({ min: from, max: to - 1 }),
    who: fc.nat(2),
    other: fc.nat(7),
    day: fc.nat(600),
    days: fc.integer({ min: 1, max: 400 }),
    amount: fc.integer({ min: 1, max: 400 }),
  });
  return fc.array(aThrow, { minLength: 20, maxLength: 80 });
}

export function eventsOf(throws: readonly Throw[]): ParkEvent[] {
  const story = new Story();
  for (const one of throws) happenings[one.what]!(story, one);
  return story.events;
}

/** A random park, as the throws that make its story; short to print when a property fails. */
export const aPark = fc.oneof(throwsOf(0, happenings.length), throwsOf(0, 10), throwsOf(10, 16), throwsOf(16, happenings.length));

/** Another order of arrival, by dice: each aggregate's own events stay in order, some arrive twice. */
export function interleaved(events: readonly ParkEvent[], dice: readonly number[]): ParkEvent[] {
  const queues = [...Map.groupBy(events, ({ subject }) => subject).values()].map((queue) => [...queue]);
  const arrived: ParkEvent[] = [];
  for (let i = 0; queues.length > 0; i++) {
    const at = (dice[i % dice.length] ?? 0) % queues.length;
    arrived.push(queues[at]!.shift()!);
    if ((dice[i % dice.length] ?? 0) % 5 === 0) arrived.push(arrived[Math.floor(arrived.length / 2)]!);
    if (queues[at]!.length === 0) queues.splice(at, 1);
  }
  return arrived;
}
