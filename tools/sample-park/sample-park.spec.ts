import fc from 'fast-check';
import { isCitizenId } from '../../libs/kernel/src/citizen-id.ts';
import { addDays, dateOfDayNumber, dayNumber } from '../../libs/kernel/src/date.ts';
import { isUscc } from '../../libs/kernel/src/uscc.ts';
import { memberOrganisations } from '../park/clients.ts';
import { figures } from './expected-figures.ts';
import { checkAlliance } from './alliance.fixture.ts';
import { checkHiring } from './hiring.fixture.ts';
import { namedPlatforms, namedTenants } from './named-organisations.ts';
import { daysOf, recount, sum } from './recount.fixture.ts';
import { rowsOf, samplePark, type Rows } from './sample-park.ts';
import { storyOf } from './story.ts';

const noon = new Date('2026-11-25T04:00:00Z');

const edges = [
  '2023-08-18',
  '2024-02-29',
  '2025-02-28',
  '2025-12-31',
  '2026-01-01',
  '2026-03-31',
  '2026-04-01',
  '2026-06-30',
  '2026-11-24',
  '2028-04-30',
  '2028-10-31',
];

it.each(edges)('brings out the article’s figures on %s, and nothing that contradicts itself', checkPark);

it('does so on any opening day', () => {
  const day = fc.integer({ min: dayNumber('2001-01-01'), max: dayNumber('2099-12-31') }).map(dateOfDayNumber);
  fc.assert(fc.property(day, checkPark), { numRuns: 5 });
});

it('is the same park every time', () => {
  const [once, again] = [rowsOf(storyOf('2026-11-24'), noon), rowsOf(storyOf('2026-11-24'), noon)].map((rows) => JSON.stringify(rows));
  expect(once === again).toBe(true);
});

it('names the article’s organisations, finds each tenant of them space, and gives the members the codes that the issuer knows', () => {
  const { marketEntities, leases } = rowsOf(storyOf('2023-08-18'), noon);
  const byName = new Map(marketEntities.map((row) => [row.name, row]));
  for (const { name } of namedPlatforms) expect(byName.get(name)).toMatchObject({ kind: 'service_platform' });
  for (const { name } of namedTenants) expect(leases.some(({ entity_uscc }) => entity_uscc === byName.get(name)?.uscc)).toBe(true);
  expect(byName.get('青港物流')?.uscc).toBe(memberOrganisations.memberA);
  expect(byName.get('尊道传媒')?.uscc).toBe(memberOrganisations.memberB);
  const invented = marketEntities.slice(namedTenants.length, -namedPlatforms.length);
  expect(invented.filter(({ name }) => !name.includes('示例'))).toEqual([]);
});

it('grows over its history', () => {
  const openingDay = '2026-11-24';
  const rows = rowsOf(storyOf(openingDay), noon);
  const at = (day: string) => recount(rows, day, { from: day, to: day });
  const [before, between, after] = ['2025-09-24', '2026-04-24', openingDay].map(at) as [Recount, Recount, Recount];
  for (const name of ['entities', 'techFirms', 'employed', 'buildings', 'indoorM2', 'outdoorM2', 'hiking'] as const) {
    expect(between[name]).toBeGreaterThanOrEqual(before[name]);
    expect(after[name]).toBeGreaterThan(before[name]);
  }
});

it('fits into imports of at most 5,000 rows', () => {
  for (const { rows, name } of samplePark('2025-12-31', noon).files)
    expect({ name, fits: rows.length > 0 && rows.length <= 5_000 }).toEqual({ name, fits: true });
});

type Recount = ReturnType<typeof recount>;

function checkPark(day: string): void {
  const story = storyOf(day);
  const now = new Date(`${addDays(day, 1)}T12:00:00+08:00`);
  const rows = rowsOf(story, now);
  const found = recount(rows, day, story.contribution);
  expect(found).toEqual({
    entities: 2_000,
    techFirms: 400,
    employed: 5_236,
    contribution: 160_000,
    buildings: 26,
    indoorM2: 180_000,
    outdoorM2: 80_000,
    hiking: 90,
    xihai: 70,
  });
  const { entities, techFirms, employed, contribution, buildings, indoorM2, outdoorM2, hiking, xihai } = found;
  expect(rows.marketEntities).toHaveLength(2_037);
  checkCodes(rows);
  checkStays(rows, day);
  checkReports(rows, day);
  const { rentable, occupied } = checkSpace(rows, day);
  const { lived, waiting } = checkHomes(rows, day);
  const { held, made, came } = checkGatherings(rows, day, now);
  const presented = checkRoadshows(rows, day);
  const { met, funded } = checkMeetings(rows, day);
  const { there, applied, accepted, started } = checkHiring(rows, day);
  const heldByMembers = checkAlliance(rows, day);
  const compared = [
    entities,
    techFirms,
    employed,
    contribution,
    buildings,
    indoorM2,
    outdoorM2,
    hiking + xihai,
    hiking,
    xihai,
    rentable,
    occupied,
    lived,
    waiting,
    held,
    made,
    came,
    presented,
    met,
    funded,
    there,
    1_240,
    applied,
    accepted,
    started,
    36,
    heldByMembers,
    30,
    2,
  ];
  expect(figures({ story, rows }).map(({ expected }) => expected)).toEqual(compared);
}

function checkCodes(rows: Rows): void {
  const founders = rows.projects.map((row) => ({ name: row.founder_name, citizen_id: row.founder_citizen_id, phone: row.founder_phone }));
  const contacts = rows.investors.map((row) => ({ name: row.contact_name, citizen_id: row.contact_citizen_id, phone: row.contact_phone }));
  const candidates = [...rows.hires, ...rows.jobApplications];
  const persons = [
    ...rows.tenancies,
    ...rows.applications,
    ...rows.registrations,
    ...rows.experts,
    ...candidates,
    ...founders,
    ...contacts,
  ];
  expect(rows.marketEntities.filter(({ uscc }) => !isUscc(uscc))).toEqual([]);
  expect(persons.filter(({ citizen_id, phone }) => !isCitizenId(citizen_id) || !/^1\d{10}$/.test(phone))).toEqual([]);
  expect(new Set(persons.map(({ citizen_id, name }) => `${citizen_id} ${name}`)).size).toBe(
    new Set(persons.map(({ citizen_id }) => citizen_id)).size,
  );
  for (const keys of [
    rows.marketEntities.map(({ uscc }) => uscc),
    rows.marketEntities.map(({ name }) => name),
    rows.units.map(({ code }) => code),
    rows.renovations.map(({ code }) => code),
    rows.leases.map(({ code }) => code),
    rows.apartments.map(({ code }) => code),
    rows.qualifications.map(({ certificate_no }) => certificate_no),
    rows.operatingReports.map(({ entity_uscc, period }) => `${entity_uscc} ${period}`),
    rows.applications.map(({ citizen_id }) => citizen_id),
    rows.gatherings.map(({ code }) => code),
    rows.projects.map(({ code }) => code),
    rows.pitches.map(({ code }) => code),
    rows.matchRequests.map(({ code }) => code),
    rows.deals.map(({ code }) => code),
    rows.deals.flatMap(({ evidence_sha256 }) => evidence_sha256 ?? []),
    rows.registrations.map(({ gathering_code, citizen_id }) => `${gathering_code} ${citizen_id}`),
  ]) {
    expect(new Set(keys).size).toBe(keys.length);
  }
}

function checkStays({ marketEntities, qualifications, leases }: Rows, day: string): void {
  const outOfOrder = marketEntities.filter(({ established_on, moved_in_on = established_on, departed_on = moved_in_on }) => {
    const days = [established_on, moved_in_on, departed_on, day];
    return days.some((one, i) => i > 0 && days[i - 1]! > one);
  });
  expect(outOfOrder).toEqual([]);
  const established = new Map(marketEntities.map(({ uscc, established_on }) => [uscc, established_on]));
  const impossible = qualifications.filter(
    ({ entity_uscc, valid_from, valid_to }) => valid_from >= valid_to || valid_from > day || valid_from < established.get(entity_uscc)!,
  );
  expect(impossible).toEqual([]);
  const inSpace = new Set(
    leases.filter(({ start_on, ended_on }) => start_on <= day && ended_on === undefined).map(({ entity_uscc }) => entity_uscc),
  );
  const stillHere = marketEntities.filter(({ residency, departed_on }) => residency !== undefined && departed_on === undefined);
  expect(stillHere.filter(({ uscc, residency }) => inSpace.has(uscc) !== (residency !== 'registered_only'))).toEqual([]);
}

function checkReports({ operatingReports, marketEntities }: Rows, day: string): void {
  const entities = new Map(marketEntities.map((row) => [row.uscc, row]));
  const wrong = operatingReports.filter((row) => {
    const { first, last } = daysOf(row.period);
    const { moved_in_on, departed_on } = entities.get(row.entity_uscc)!;
    const isHere = moved_in_on! <= last && (departed_on === undefined || departed_on > first);
    const numbers = Object.values(row).filter((value) => typeof value === 'number');
    return (
      last >= day ||
      !isHere ||
      row.tax_local_kcny > row.tax_total_kcny ||
      row.employees_grad_fresh > row.employees_end ||
      row.export_kcny > row.revenue_kcny ||
      numbers.some((value) => !Number.isInteger(value) || value < 0)
    );
  });
  expect(wrong).toEqual([]);
}

interface Span {
  from: string;
  /** Exclusive. */
  to: string;
}

/** Those that begin before the one before them, of the same key, has ended. */
function overlapping<S extends Span>(spans: readonly S[], keyOf: (span: S) => string): S[] {
  return [...Map.groupBy(spans, keyOf).values()].flatMap((ofKey) => {
    const sorted = [...ofKey].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    return sorted.filter(({ from }, i) => i > 0 && from < sorted[i - 1]!.to);
  });
}

function checkSpace({ units, leases, renovations, marketEntities }: Rows, day: string): { rentable: number; occupied: number } {
  const unitOf = new Map(units.map((unit) => [unit.code, unit]));
  const divided = new Set(units.map(({ parent_code }) => parent_code));
  const acceptedOn = new Map(renovations.flatMap(({ building_code, accepted_on }) => (accepted_on ? [[building_code, accepted_on]] : [])));
  const departedOn = new Map(marketEntities.map(({ uscc, departed_on }) => [uscc, departed_on]));
  const movedInOn = new Map(marketEntities.map(({ uscc, moved_in_on }) => [uscc, moved_in_on]));
  const spans = leases.flatMap((lease) =>
    lease.unit_codes.split(';').map((code) => ({ code, lease, from: lease.start_on, to: lease.ended_on ?? lease.end_on })),
  );
  expect(overlapping(spans, ({ code }) => code)).toEqual([]);
  const wrong = spans.filter(({ code, lease, from, to }) => {
    const unit = unitOf.get(code)!;
    const gone = departedOn.get(lease.entity_uscc) ?? '9999';
    const isPossible =
      from < to &&
      from >= movedInOn.get(lease.entity_uscc)! &&
      lease.sign_on <= day &&
      (lease.ended_on ?? '') <= day &&
      lease.start_on < lease.end_on;
    const isLettable = unit.state === 'in_service' && unit.rentable && !divided.has(code) && acceptedOn.get(unit.building_code)! <= from;
    return !isPossible || !isLettable || (lease.ended_on === undefined ? lease.end_on <= day || gone !== '9999' : to > gone);
  });
  expect(wrong).toEqual([]);
  for (const [parent, children] of Map.groupBy(
    units.filter(({ parent_code }) => parent_code),
    ({ parent_code }) => parent_code,
  )) {
    expect(sum(children.map(({ use_m2 }) => use_m2))).toBeLessThanOrEqual(unitOf.get(parent!)!.use_m2);
    expect(units.findIndex(({ code }) => code === parent)).toBeLessThan(units.indexOf(children[0]!));
  }
  const rentable = area(
    units.filter(({ code, rentable, state }) => rentable && state === 'in_service' && !divided.has(code)).map(({ use_m2 }) => use_m2),
  );
  const occupied = area(spans.filter(({ from, to }) => from <= day && day < to).map(({ code }) => unitOf.get(code)!.use_m2));
  expect(occupied / rentable).toBeGreaterThan(0.72);
  expect(occupied / rentable).toBeLessThan(0.93);
  return { rentable, occupied };
}

function area(parts: readonly number[]): number {
  return Math.round(sum(parts) * 100) / 100;
}

function checkHomes({ apartments, tenancies, applications, marketEntities }: Rows, day: string): { lived: number; waiting: number } {
  const homes = new Map(apartments.map((apartment) => [apartment.code, apartment]));
  const spans = tenancies.map(({ closed_on, ...row }) => ({ ...row, closed_on, from: row.start_on, to: closed_on ?? row.end_on }));
  expect(overlapping(spans, ({ citizen_id }) => citizen_id)).toEqual([]);
  expect(overlapping(spans, ({ apartment_code, bed }) => `${apartment_code} ${bed}`)).toEqual([]);
  const known = new Map(marketEntities.map((row) => [row.uscc, row]));
  const wrong = spans.filter(({ apartment_code, bed, from, to, end_on, closed_on, occupants, employer_uscc }) => {
    const { allocatable_as, beds, added_on } = homes.get(apartment_code)!;
    const fits = allocatable_as === 'bed' ? bed !== undefined && bed <= beds && occupants === 1 : bed === undefined && occupants <= beds;
    const isPossible =
      added_on <= from && from <= day && from < to && to <= end_on && (closed_on === undefined ? end_on > day : closed_on <= day);
    return !fits || !isPossible || (employer_uscc !== undefined && !known.has(employer_uscc));
  });
  expect(wrong).toEqual([]);
  const lived = new Set(spans.filter(({ from, to }) => from <= day && day < to).map(({ apartment_code }) => apartment_code)).size;
  expect(lived).toBeGreaterThan(120);
  expect(lived).toBeLessThan(158);

  const late = applications.filter(
    ({ submitted_on, decided_on = submitted_on, waitlisted_on = decided_on, requested_start }) =>
      [submitted_on, decided_on, waitlisted_on, day].some((one, i, all) => i > 0 && all[i - 1]! > one) || requested_start < submitted_on,
  );
  expect(late).toEqual([]);
  const waiting = applications.filter(({ waitlisted_on }) => waitlisted_on !== undefined);
  expect(waiting).toHaveLength(58);
  expect(waiting.filter(({ decided_on }) => decided_on! < addDays(day, -355))).toEqual([]);
  return { lived, waiting: waiting.length };
}

function checkGatherings(
  { gatherings, checkInLists, registrations, seasons }: Rows,
  day: string,
  now: Date,
): { held: number; made: number; came: number } {
  const byCode = new Map(gatherings.map((gathering) => [gathering.code, gathering]));
  const lists = new Map(checkInLists.map((list) => [`${list.gathering_code} ${list.name}`, list]));
  const [season] = seasons;
  expect(season).toMatchObject({ starts_on: day, ends_on: addDays(day, 3) });
  const misplaced = gatherings.filter(({ season_code, starts_at, ends_at, state }) => {
    const on = starts_at.slice(0, 10);
    const isInSeason = season!.starts_on <= on && on < season!.ends_on;
    return isInSeason !== (season_code !== undefined) || (state === 'ended') !== new Date(ends_at) <= now || starts_at >= ends_at;
  });
  expect(misplaced).toEqual([]);
  expect(gatherings.filter(({ season_code }) => season_code === undefined)).toHaveLength(28);
  const wrong = registrations.filter(({ gathering_code, registered_at, checked_in_at, list_name }) => {
    const gathering = byCode.get(gathering_code)!;
    const own = checkInLists.filter((list) => list.gathering_code === gathering_code);
    const list = list_name === undefined ? own.length === 1 && own[0] : lists.get(`${gathering_code} ${list_name}`);
    const cameInTime = checked_in_at === undefined || (list && list.opens_at <= checked_in_at && checked_in_at < list.closes_at);
    const registeredInTime =
      gathering.registration_from <= registered_at && registered_at < gathering.starts_at && new Date(registered_at) <= now;
    return !cameInTime || !registeredInTime || (checked_in_at !== undefined && gathering.state !== 'ended');
  });
  expect(wrong).toEqual([]);
  for (const [code, own] of Map.groupBy(registrations, ({ gathering_code }) => gathering_code))
    expect(own.length).toBeLessThanOrEqual(byCode.get(code)!.capacity);
  const atTheFair = registrations.filter(({ gathering_code, checked_in_at }) => gathering_code === 'QCJ-JOBFAIR' && checked_in_at);
  expect(atTheFair).toHaveLength(1_240);
  const inTheYear = (instant: string | undefined): boolean =>
    instant !== undefined && instant.startsWith(day.slice(0, 4)) && instant.slice(0, 10) <= day;
  return {
    held: gatherings.filter(({ state, starts_at }) => state === 'ended' && inTheYear(starts_at)).length,
    made: registrations.filter(({ registered_at }) => inTheYear(registered_at)).length,
    came: registrations.filter(({ checked_in_at }) => inTheYear(checked_in_at)).length,
  };
}

function checkRoadshows({ projects, experts, pitches, scoreSheets, gatherings, marketEntities }: Rows, day: string): number {
  const movedInOn = new Map(marketEntities.map(({ uscc, moved_in_on }) => [uscc, moved_in_on]));
  const organisationOf = new Map(projects.map(({ code, organisation_uscc }) => [code, organisation_uscc]));
  expect(
    projects.filter(({ applicant_kind, organisation_uscc }) => (applicant_kind === 'enterprise') !== (organisation_uscc !== undefined)),
  ).toEqual([]);
  const startOf = new Map(gatherings.map(({ code, starts_at }) => [code, starts_at.slice(0, 10)]));
  const early = pitches.filter(({ project_code, gathering_code, submitted_on }) => {
    const uscc = organisationOf.get(project_code);
    return submitted_on > startOf.get(gathering_code)! || (uscc !== undefined && movedInOn.get(uscc)! > day);
  });
  expect(early).toEqual([]);
  const ofSeason = pitches.filter(({ gathering_code, presented_on }) => gathering_code === 'QCJ-ROADSHOW' && presented_on === day);
  expect([ofSeason.length, experts.length]).toEqual([24, 9]);
  expect(ofSeason.map(({ position }) => position!).sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  const own = scoreSheets.filter(({ expert_code, pitch_code }) => {
    const employer = experts.find(({ code }) => code === expert_code)!.employer_uscc;
    const project = pitches.find(({ code }) => code === pitch_code)!.project_code;
    return employer !== undefined && employer === organisationOf.get(project);
  });
  expect(own).toEqual([]);
  expect(scoreSheets).toHaveLength(24 * 9 - 2);
  return pitches.filter(({ presented_on = '' }) => presented_on.slice(0, 4) === day.slice(0, 4)).length;
}

function checkMeetings({ matchRequests, deals, investors }: Rows, day: string): { met: number; funded: number } {
  const placed = matchRequests.flatMap(({ gathering_code, table_no, starts_at, ends_at, investor_code, project_code }) =>
    starts_at ? [{ from: starts_at, to: ends_at!, table: `${gathering_code} ${table_no}`, investor_code, project_code }] : [],
  );
  for (const party of ['table', 'investor_code', 'project_code'] as const)
    expect(overlapping(placed, (meeting) => meeting[party])).toEqual([]);
  expect(new Set(placed.map(({ investor_code }) => investor_code)).size).toBe(investors.length);
  const requests = new Map(matchRequests.map((request) => [request.code, request]));
  const wrong = deals.filter(({ match_request_code, opened_on, stage, funded_on, closed_on }) => {
    const { outcome, starts_at } = requests.get(match_request_code)!;
    const days = [starts_at!.slice(0, 10), opened_on, funded_on ?? closed_on ?? opened_on, day];
    return outcome !== 'held' || (stage === 'funded') !== (funded_on !== undefined) || days.some((one, i) => i > 0 && days[i - 1]! > one);
  });
  expect(wrong).toEqual([]);
  expect(deals.filter(({ stage }) => stage === 'funded').length).toBeGreaterThan(4);
  const inTheYear = (date = ''): boolean => date.slice(0, 4) === day.slice(0, 4) && date.slice(0, 10) <= day;
  return {
    met: matchRequests.filter(({ outcome, starts_at }) => outcome === 'held' && inTheYear(starts_at)).length,
    funded: sum(deals.filter(({ funded_on }) => inTheYear(funded_on)).map(({ amount_kcny }) => amount_kcny!)),
  };
}
