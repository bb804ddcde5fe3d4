/** The life of the alliance: a member in the chair for each month, and what the members do together. */
import { addDays, addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import { charters, type Member } from './alliance-members.ts';
import { chanceOf, type Chance } from './chance.ts';
import { at } from './gatherings.ts';
import type { Story } from './story.ts';

export interface RotationPlanRow {
  plan_code: string;
  period: 'month';
  from: LocalDate;
  to: LocalDate;
  number: number;
  uscc: string;
}

export type Mode =
  'org_building' | 'industry_promotion' | 'member_management' | 'service_promotion' | 'resource_sharing' | 'youth_league_building';

export interface ActivityRow {
  code: string;
  title: string;
  /** Separated by ;, as all that is several. */
  modes: string;
  host_usccs: string;
  cohost_usccs?: string;
  starts_at: string;
  ends_at: string;
  place: string;
  expected_participants: number;
  state: 'held' | 'published';
  has_gathering?: boolean;
  attendance?: string;
  others?: number;
  evidence_sha256?: string;
}

const planCode = 'RP-1';
/** From the charter on: by then so many have joined that each month finds one. */
const daysToTheFirst = 60;
/** After the month of the opening. */
const monthsAhead = 2;
const monthsMost = 30;

/** By month, in the order in which they joined. */
export function rotation(story: Story, members: readonly Member[]): RotationPlanRow[] {
  const from = firstOfNextMonth(addDays(charters(story)[0]!.in_force_from, daysToTheFirst));
  const to = addMonths(firstOfNextMonth(story.openingDay), monthsAhead - 1);
  const terms = Array.from({ length: monthsMost }, (_, i) => addMonths(from, i)).filter((month) => month < to);
  const order = members
    .filter(({ row }) => row.role !== 'observer')
    .toSorted((a, b) => (a.row.joined_on < b.row.joined_on ? -1 : 1))
    .slice(0, terms.length);
  return order.map(({ row: { uscc } }, i) => ({ plan_code: planCode, period: 'month', from, to, number: i + 1, uscc }));
}

function firstOfNextMonth(day: LocalDate): LocalDate {
  return addMonths(`${day.slice(0, 7)}-01`, 1);
}

interface Kind {
  title: string;
  modes: Mode[];
  place: string;
  people: number;
}

const kinds: readonly Kind[] = [
  { title: '联合主题党日', modes: ['org_building', 'member_management'], place: '党群服务中心', people: 60 },
  { title: '产业链对接沙龙', modes: ['industry_promotion'], place: '梦想加速器一楼', people: 40 },
  { title: '政策进园区', modes: ['service_promotion'], place: '创享会客厅', people: 55 },
  { title: '会议室与展厅共享日', modes: ['resource_sharing', 'service_promotion'], place: '多功能厅', people: 30 },
  { title: '青年读书会', modes: ['youth_league_building'], place: '青年书房', people: 35 },
  { title: '流动党员学习会', modes: ['member_management'], place: '党群服务中心', people: 25 },
  { title: '技术难题联合会诊', modes: ['industry_promotion', 'resource_sharing'], place: '中试车间', people: 20 },
  { title: '联合志愿服务', modes: ['service_promotion', 'youth_league_building'], place: '园区广场', people: 45 },
  { title: '支部共建签约', modes: ['org_building'], place: '党群服务中心', people: 30 },
  { title: '青年创业分享', modes: ['youth_league_building', 'industry_promotion'], place: '梦工厂路演厅', people: 80 },
];
const perMonth = 2;

/** Two a month, hosted by the member in the chair; one on the opening day, and one to come in the season, with a gathering in the events service. */
export function activities(story: Story, members: readonly Member[], terms: readonly RotationPlanRow[]): ActivityRow[] {
  const chance = chanceOf('activities of the alliance');
  const days = terms
    .flatMap(({ from, uscc }, i) =>
      Array.from({ length: perMonth }, (_, n) => ({ uscc, on: addDays(addMonths(from, i), 6 + 13 * n + chance.whole(0, 4)) })),
    )
    .filter(({ on }) => on < addDays(story.openingDay, -7));
  const chair = terms.find(({ from }, i) => addMonths(from, i + 1) > story.openingDay)!;
  const held = [...days, { uscc: chair.uscc, on: story.openingDay }];
  const toCome = { uscc: chair.uscc, on: addDays(story.openingDay, 3) };
  return [
    ...held.map((one, i) => ({ ...planned(i, one, members, chance), ...attendanceOf(i, one, members, chance) })),
    { ...planned(held.length, toCome, members, chance), state: 'published', has_gathering: true },
  ];
}

interface Plan {
  uscc: string;
  on: LocalDate;
}

function planned(i: number, { uscc, on }: Plan, members: readonly Member[], chance: Chance): Omit<ActivityRow, 'state'> {
  const { title, modes, place, people } = kinds[i % kinds.length]!;
  const [cohost] = othersOn(on, uscc, members, chance);
  return {
    code: `AC-S${String(i + 1).padStart(3, '0')}`,
    title,
    modes: modes.join(';'),
    host_usccs: uscc,
    ...(i % 3 === 0 && cohost && { cohost_usccs: cohost.row.uscc }),
    starts_at: at(on, 14 * 60),
    ends_at: at(on, 16 * 60),
    place,
    expected_participants: people,
  };
}

function attendanceOf(i: number, { uscc, on }: Plan, members: readonly Member[], chance: Chance) {
  const host = members.find(({ row }) => row.uscc === uscc)!;
  const guests = [host, ...othersOn(on, uscc, members, chance).slice(0, 4 + (i % 5))];
  return {
    state: 'held' as const,
    attendance: guests
      .map(({ row, size }) => `${row.uscc}:${Math.max(1, Math.round(Math.min(size, 12) * (0.4 + chance.next())))}`)
      .join(';'),
    others: chance.whole(0, 9),
    evidence_sha256: `ac${String(i).padStart(4, '0')}`.padEnd(64, '0'),
  };
}

/** Members by then, without observers. */
function othersOn(on: LocalDate, host: string, members: readonly Member[], chance: Chance): Member[] {
  return chance.shuffled(members.filter(({ row }) => row.joined_on <= on && row.uscc !== host && row.role !== 'observer'));
}
