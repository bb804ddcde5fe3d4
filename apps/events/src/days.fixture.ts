/**
 * Of each day that a call of the events service takes, the first and the last one: see libs/test-kit/src/days.ts. Those of gatherings, doors
 * and matchmaking stand beside them.
 */
import { addDays, type NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { doorDays } from './check-in-lists/door-days.fixture.ts';
import { aDeal } from './deals/deal.fixture.ts';
import { advance, closeLost, fund, open } from './deals/deal.ts';
import { anExpert } from './experts/expert.fixture.ts';
import { appoint, changeContent as changeExpert } from './experts/expert.ts';
import { gatheringDays } from './gatherings/gathering-days.fixture.ts';
import { aGathering } from './gatherings/gathering.fixture.ts';
import { matchDays } from './match-requests/match-days.fixture.ts';
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

export const days: BoundedDay[] = [...seasons, ...gatheringDays, ...doorDays, ...matchDays, ...deals, ...experts, ...pitches];
