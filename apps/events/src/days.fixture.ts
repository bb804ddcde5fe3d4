/** Of each day that a call of the events service takes, the first and the last one: see libs/test-kit/src/days.ts. */
import { addDays, type NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { add, changeContent as changeList, type CheckInListContent } from './check-in-lists/check-in-list.ts';
import { admit, refusalOf } from './check-in-lists/door.ts';
import { aDeal } from './deals/deal.fixture.ts';
import { advance, closeLost, fund, open } from './deals/deal.ts';
import { anExpert } from './experts/expert.fixture.ts';
import { appoint, changeContent as changeExpert } from './experts/expert.ts';
import { reschedule } from './gatherings/gathering-course.ts';
import { aGathering } from './gatherings/gathering.fixture.ts';
import { recordEvidence } from './gatherings/gathering-review.ts';
import { changeContent, draft, requireAhead, type Gathering } from './gatherings/gathering.ts';
import { aMatchRequest, aMeeting, venue } from './match-requests/match-request.fixture.ts';
import { expiryOf } from './match-requests/match-request.ts';
import { requireWindow } from './match-requests/match-schedule.ts';
import { moveMeeting, schedule, type Slot } from './match-requests/meeting.ts';
import { aPitch, aStage } from './pitches/pitch.fixture.ts';
import { present } from './pitches/pitch.ts';
import { changeContent as changeSeason, plan, requireAhead as requireSeasonAhead, type Season } from './seasons/season.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: aGathering().id, code: 'XX-000001', now, today };

const season = { name: '青年闯创季', name_en: null, starts_on: '2025-08-18', ends_on: '2025-08-21' };
const planned = (wish: Partial<Season>): unknown => {
  requireSeasonAhead({ ...season, ...wish }, today);
  return plan(identity, { ...season, ...wish });
};
const changed = (wish: Partial<Season>): unknown => {
  const underWay: Season = { ...plan(identity, { ...season, starts_on: '2025-06-02' }).next, version: 1 };
  return changeSeason({ ...underWay, state: 'published' }, wish, null, today);
};
const seasons: BoundedDay[] = [
  {
    call: 'POST /seasons',
    member: '/starts_on',
    first: today,
    last: '2028-06-16',
    step: (day) => planned({ starts_on: day, ends_on: addDays(day, 1) }),
  },
  { call: 'POST /seasons', member: '/ends_on', first: '2025-08-19', last: '2026-08-18', step: (day) => planned({ ends_on: day }) },
  {
    call: 'PATCH /seasons/{id}',
    member: '/starts_on',
    first: today,
    last: '2028-06-16',
    step: (day) => changed({ starts_on: day, ends_on: addDays(day, 1) }),
  },
  { call: 'PATCH /seasons/{id}', member: '/ends_on', first: today, last: '2026-06-02', step: (day) => changed({ ends_on: day }) },
];

const inside = 'a later one leaves no time before the end, which is refused there';
const drafted = (wish: Partial<Gathering>): unknown => {
  requireAhead({ ...aGathering(), ...wish }, today);
  return draft(identity, { ...aGathering(), ...wish }, null);
};
/** Of a draft, a change and a new date alike; `first`: the first moment at which it can begin. */
const timesOf = (
  call: string,
  first: string,
  enter: (times: Pick<Gathering, 'starts_at' | 'ends_at' | 'registration_from' | 'registration_to'>) => unknown,
): BoundedDay[] => {
  const { starts_at, ends_at, registration_from, registration_to } = aGathering();
  const given = { starts_at, ends_at, registration_from, registration_to };
  return [
    {
      call,
      member: '/starts_at',
      first,
      last: '2028-06-16T15:59:59Z',
      step: (at) => {
        const begins = new Date(at);
        const ends = new Date(begins.getTime() + 3_600_000);
        return enter({
          starts_at: begins,
          ends_at: ends,
          registration_from: new Date(begins.getTime() - 3_600_000),
          registration_to: begins,
        });
      },
    },
    {
      call,
      member: '/ends_at',
      first: '2025-06-26T06:00:01Z',
      last: '2025-07-27T06:00:00Z',
      step: (at) => enter({ ...given, ends_at: new Date(at) }),
    },
    {
      call,
      member: '/registration_from',
      first: '2022-06-25T16:00:00Z',
      last: null,
      unbounded: inside,
      step: (at) => enter({ ...given, registration_from: new Date(at) }),
    },
    {
      call,
      member: '/registration_to',
      first: '2025-06-01T00:00:01Z',
      last: '2025-06-26T09:00:00Z',
      step: (at) => enter({ ...given, registration_to: new Date(at) }),
    },
  ];
};
const gatherings: BoundedDay[] = [
  ...timesOf('POST /gatherings', '2025-06-15T16:00:00Z', drafted),
  ...timesOf('PATCH /gatherings/{id}', '2025-06-15T16:00:00Z', (times) => changeContent(aGathering(), times, null, today)),
  ...timesOf('POST /gatherings/{id}/reschedule', '2025-06-16T02:00:01Z', (times) =>
    reschedule(aGathering({ state: 'published' }), times, null, now),
  ),
  {
    call: 'POST /gatherings/{id}/evidence',
    member: '/applied_on',
    first: '2022-06-26',
    last: today,
    step: (day) => recordEvidence(aGathering(), { kind: 'permit', reference: '1', applied_on: day, sha256: null }, today),
  },
];

const gate: CheckInListContent = {
  name: '东门',
  gate: '东门',
  opens_at: new Date('2025-06-26T05:30:00Z'),
  closes_at: new Date('2025-06-26T09:00:00Z'),
  type_ids: [],
};
const gathering_id = aGathering().id;
const list = { ...add(identity, { ...gate, gathering_id }, aGathering()).next, version: 1 };
const listTimes = (call: string, enter: (times: Partial<CheckInListContent>) => unknown): BoundedDay[] => [
  {
    call,
    member: '/opens_at',
    first: '2025-06-24T16:00:00Z',
    last: null,
    unbounded: inside,
    step: (at) => enter({ opens_at: new Date(at) }),
  },
  {
    call,
    member: '/closes_at',
    first: '2025-06-26T05:30:01Z',
    last: '2025-06-27T15:59:59Z',
    step: (at) => enter({ closes_at: new Date(at) }),
  },
];
/** Two minutes are the tolerance for a device's clock. A batch answers the fault beside the scan, as no other scan waits for it. */
const scans = (call: string, member: string): BoundedDay => ({
  call,
  member,
  first: '2025-06-24T16:00:00Z',
  last: '2025-06-26T07:02:00Z',
  step: (at) => {
    const door = { list, of: aGathering({ state: 'ongoing' }), registrations: new Map(), known: new Map(), standing: new Map() };
    const scan = { device_id: 'gate-1', scan_id: '1', scanned_at: new Date(at), offline: true };
    const [outcome] = admit(door, [{ scan, ticket: null }], new Date('2025-06-26T07:00:00Z'), () => gathering_id).outcomes;
    if ('error' in outcome!) throw refusalOf(outcome, member.replace('*', '0').replace('/scanned_at', ''));
  },
});
const doors: BoundedDay[] = [
  ...listTimes('POST /check-in-lists', (times) => add(identity, { ...gate, ...times, gathering_id }, aGathering())),
  ...listTimes('PATCH /check-in-lists/{id}', (times) => changeList(list, times, aGathering(), now)),
  scans('POST /check-in-lists/{id}/scans', '/scanned_at'),
  scans('POST /check-in-lists/{id}/scans/batch', '/scans/*/scanned_at'),
];

const { starts_at: begins, ends_at: ends } = venue;
const meetings = (call: string, meet: (slot: Slot) => unknown): BoundedDay[] => [
  {
    call,
    member: '/starts_at',
    first: '2025-06-26T01:00:00Z',
    last: null,
    unbounded: inside,
    step: (at) => meet({ table_no: 3, starts_at: new Date(at), ends_at: new Date('2025-06-26T01:30:00Z') }),
  },
  {
    call,
    member: '/ends_at',
    first: '2025-06-26T01:05:00Z',
    last: '2025-06-26T04:00:00Z',
    step: (at) => meet({ table_no: 3, starts_at: begins, ends_at: new Date(at) }),
  },
];
const matches: BoundedDay[] = [
  {
    call: 'POST /match-requests',
    member: '/expires_at',
    first: '2025-06-16T02:00:01Z',
    last: '2025-06-26T01:00:00Z',
    step: (at) => expiryOf(new Date(at), venue, now),
  },
  ...meetings('POST /match-requests/{id}/schedule', (slot) => schedule(aMatchRequest({ state: 'accepted' }), slot, 1, venue, today)),
  ...meetings('POST /match-requests/{id}/move', (slot) => moveMeeting(aMeeting({ table_no: 4 }), slot, venue, today)),
  {
    call: 'POST /gatherings/{id}/match-schedule',
    member: '/from',
    first: '2025-06-26T01:00:00Z',
    last: null,
    unbounded: inside,
    step: (at) => requireWindow({ from: new Date(at), to: ends }, venue, now),
  },
  {
    call: 'POST /gatherings/{id}/match-schedule',
    member: '/to',
    first: '2025-06-26T01:00:01Z',
    last: '2025-06-26T04:00:00Z',
    step: (at) => requireWindow({ from: begins, to: new Date(at) }, venue, now),
  },
];

const funding = { amount_kcny: 3_000, round: 'angel' as const, evidence_sha256: 'e'.repeat(64), evidence_file_name: null };
const deals: BoundedDay[] = [
  { call: 'POST /deals', member: '/opened_on', first: '2025-05-20', last: today, step: (day) => open(identity, aDeal(), day) },
  {
    call: 'POST /deals/{id}/advance',
    member: '/on',
    first: '2025-06-01',
    last: today,
    step: (day) => advance(aDeal(), 'due_diligence', day, today),
  },
  {
    call: 'POST /deals/{id}/fund',
    member: '/funded_on',
    first: '2025-06-08',
    last: today,
    step: (day) => fund(aDeal({ state: 'signed', stage_since: '2025-06-08' }), { ...funding, funded_on: day }, today),
  },
  {
    call: 'POST /deals/{id}/close-lost',
    member: '/on',
    first: '2025-06-01',
    last: today,
    step: (day) => closeLost(aDeal(), 'no money', day, today),
  },
];

const terms = 'the longest term bounds it, which is refused at its end; the committee is older than its books here';
const experts: BoundedDay[] = [
  {
    call: 'POST /experts',
    member: '/term_from',
    first: null,
    last: '2026-06-17',
    unbounded: terms,
    step: (day) => appoint(identity, anExpert({ term_from: day, term_to: '2027-01-01' })),
  },
  {
    call: 'POST /experts',
    member: '/term_to',
    first: '2025-01-02',
    last: '2035-01-02',
    step: (day) => appoint(identity, anExpert({ term_to: day })),
  },
  {
    call: 'PATCH /experts/{id}',
    member: '/term_from',
    first: null,
    last: '2026-06-17',
    unbounded: terms,
    step: (day) => changeExpert(anExpert(), { term_from: day }, today),
  },
  {
    call: 'PATCH /experts/{id}',
    member: '/term_to',
    first: '2025-06-17',
    last: '2035-01-02',
    step: (day) => changeExpert(anExpert(), { term_to: day }, today),
  },
];

const stage = aStage({
  gathering: aGathering({
    state: 'ended',
    type: 'roadshow',
    starts_at: new Date('2025-06-10T06:00:00Z'),
    ends_at: new Date('2025-06-12T09:00:00Z'),
  }),
});
const pitches: BoundedDay[] = [
  {
    call: 'POST /pitches/{id}/present',
    member: '/presented_on',
    first: '2025-06-10',
    last: '2025-06-12',
    step: (day) => present(aPitch({ state: 'scheduled' }), day, stage, today),
  },
];

export const days: BoundedDay[] = [...seasons, ...gatherings, ...doors, ...matches, ...deals, ...experts, ...pitches];
