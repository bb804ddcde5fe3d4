/** Events to measure reporting by. */
import { addDays } from '../libs/kernel/src/date.ts';
import { events, tenants } from '../libs/contracts/src/index.ts';
import { Story } from '../apps/reporting/src/figures/events.fixture.ts';
import { stay } from '../apps/reporting/src/figures/long-park.fixture.ts';

export type BenchEvent = Story['events'][number];

const first = '2023-01-01';
const periods = ['2023-Q1', '2023-Q2', '2023-Q3', '2023-Q4', '2023', '2024-Q1'];

/** Entities whose events come at the same time. */
const atOnce = 1_000;

/**
 * So many events, in the proportions of a park: half of them reports, the rest entities, units, occupancies and tenancies. The events of one
 * entity are far from each other, as in a park, where months lie between them: hardly two events of a batch change the same subject.
 * The park grows with the number of events, so that the facts of an event stay the same.
 */
export function* aBusyPark(count: number): Generator<BenchEvent> {
  const homes = Math.ceil(count / eventsOfOne / 10);
  const open: BenchEvent[][] = [];
  let opened = 0;
  for (let left = count, dice = 1; left > 0; left--) {
    dice = (dice * 1_103_515_245 + 12_345) % 2 ** 31; // the same park every time
    const i = Math.floor(dice / 2 ** 8) % Math.min(atOnce, homes * 10);
    if (!open[i]?.length) open[i] = lifeOf(opened++, homes).reverse();
    yield open[i]!.pop()!;
  }
}

const eventsOfOne = 25;

/** The events of an entity, its unit and four stays in a home. */
function lifeOf(n: number, homes: number): BenchEvent[] {
  const story = new Story();
  const [entity, unit, on] = [idOf(1, n), idOf(2, n), addDays(first, n % 700)];
  story.tell(tenants.EntityRegisteredV1, entity, on).tell(tenants.EntityMovedInV1, entity, on, { effective_date: on });
  for (const [i, period] of periods.entries()) {
    const [report, of] = [idOf(3, n * periods.length + i), { entity_id: entity, period }];
    story.tell(tenants.OperatingReportSubmittedV1, report, on, of).tell(tenants.OperatingReportVerifiedV1, report, on, of);
  }
  const lease = { unit_id: unit, building_id: idOf(4, n % 26), start_on: on, end_on: addDays(on, 365), kind: 'lease' } as const;
  story.tell(tenants.UnitAddedV1, unit, first, { building_id: lease.building_id, parent_unit_id: null, rentable: true });
  story.tell(tenants.OccupancyHeldV1, idOf(5, n), on, lease).tell(tenants.OccupancyActivatedV1, idOf(5, n), on, lease);
  const movedIn = addDays(first, 4 * Math.floor(n / homes));
  for (let guest = 0; guest < 4; guest++)
    stay(story, idOf(6, 4 * n + guest), idOf(7, n % homes), addDays(movedIn, guest), addDays(movedIn, guest + 1));
  return story.events;
}

/** A UUID. */
function idOf(what: number, n: number): string {
  return `${String(what).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** Stays in one apartment, one after the other: two events each. */
export function stays(count: number): BenchEvent[] {
  const story = new Story();
  for (let n = 0; story.events.length < count; n++) stay(story, `t${n}`, 'home', addDays(first, n), addDays(first, n + 1));
  return story.events;
}

/** Check-ins at one gathering, each of a registration of its own. */
export function checkIns(count: number): BenchEvent[] {
  const story = new Story();
  const of = { gathering_id: 'g', season_id: 's', gathering_on: first };
  for (let n = 0; story.events.length < count; n++) {
    const scanned_at = new Date(Date.parse(`${first}T01:00:00Z`) + n * 1_000).toISOString();
    story.tell(events.RegistrationCheckedInV1, `r${n}`, first, { ...of, person_id: `p${n}`, scanned_at });
  }
  return story.events;
}
