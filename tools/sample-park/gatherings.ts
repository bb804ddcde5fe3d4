/** The season of three days from the opening day on, and two gatherings a month in the months before it. */
import { addDays, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Story } from './story.ts';

export const seasonCode = 'QCJ';
/** The code of the job fair's gathering. */
export const fairGathering = 'QCJ-JOBFAIR';

export interface SeasonRow {
  code: string;
  name: string;
  name_en: string;
  starts_on: LocalDate;
  ends_on: LocalDate;
  state: 'published';
}

export type GatheringType =
  'opening' | 'job_fair' | 'experience_share' | 'roadshow' | 'matchmaking' | 'competition_promo' | 'training' | 'party_activity' | 'salon';

export interface GatheringRow {
  code: string;
  type: GatheringType;
  title: string;
  title_en: string;
  venue: string;
  starts_at: string;
  ends_at: string;
  expected_attendance: number;
  capacity: number;
  registration_from: string;
  season_code?: string;
  state: 'published' | 'ended';
  approved_by: string;
  modes?: string;
  permit_no?: string;
  permit_applied_on?: LocalDate;
  filing_no?: string;
  filing_filed_on?: LocalDate;
  emergency_plan_sha256?: string;
}

export interface CheckInListRow {
  gathering_code: string;
  name: string;
  gate: string;
  opens_at: string;
  closes_at: string;
}

/** A gathering with how many people register for it and come. */
export interface Gathering {
  row: GatheringRow;
  day: LocalDate;
  /** Minutes of the day. */
  from: number;
  to: number;
  registered: number;
  came: number;
  gates: readonly string[];
}

interface Plan {
  code: string;
  type: GatheringType;
  title: readonly [zh: string, en: string];
  venue: string;
  day: LocalDate;
  /** Hours of the day. */
  from: number;
  to: number;
  capacity: number;
  registered: number;
  came: number;
  gates?: readonly string[];
  modes?: string;
}

/** As the article tells it; the entries of the fair are the sample's own. */
export const fairEntries = 1_240;

function seasonPlans({ openingDay }: Story): Plan[] {
  const [first, second, third] = [openingDay, addDays(openingDay, 1), addDays(openingDay, 2)];
  return [
    {
      code: 'QCJ-OPENING',
      type: 'opening',
      title: ['青年闯创季开幕式', 'Opening of the youth season'],
      venue: '梦工厂广场',
      day: first,
      from: 8.25,
      to: 8.75,
      capacity: 400,
      registered: 352,
      came: 318,
    },
    {
      code: fairGathering,
      type: 'job_fair',
      title: ['青年人才招聘会', 'Youth job fair'],
      venue: '梦工厂广场',
      day: first,
      from: 9,
      to: 16,
      capacity: 1_500,
      registered: 1_402,
      came: fairEntries,
      gates: ['东门', '南门', '西门'],
      modes: 'service_promotion',
    },
    {
      code: 'QCJ-ROADSHOW',
      type: 'roadshow',
      title: ['创业项目路演', 'Start-up roadshow'],
      venue: '1号楼路演厅',
      day: first,
      from: 14,
      to: 18,
      capacity: 160,
      registered: 148,
      came: 131,
      modes: 'industry_promotion',
    },
    {
      code: 'QCJ-SHARING',
      type: 'experience_share',
      title: ['创业经验分享会', 'Founders share their experience'],
      venue: '2号楼报告厅',
      day: second,
      from: 9.5,
      to: 11.5,
      capacity: 200,
      registered: 176,
      came: 149,
    },
    {
      code: 'QCJ-MATCH',
      type: 'matchmaking',
      title: ['投融资对接会', 'Investor matchmaking'],
      venue: '3号楼会客厅',
      day: second,
      from: 14,
      to: 17,
      capacity: 80,
      registered: 64,
      came: 58,
      modes: 'industry_promotion;resource_sharing',
    },
    {
      code: 'QCJ-CONTEST',
      type: 'competition_promo',
      title: ['理创大赛青岛赛区推介会', 'Presentation of the innovation contest'],
      venue: '2号楼报告厅',
      day: third,
      from: 9.5,
      to: 11.5,
      capacity: 180,
      registered: 122,
      came: 101,
    },
    {
      code: 'QCJ-ALLIANCE',
      type: 'party_activity',
      title: ['党建联盟共建活动', 'Joint day of the alliance'],
      venue: '党群服务中心',
      day: third,
      from: 14,
      to: 16,
      capacity: 60,
      registered: 60,
      came: 54,
      modes: 'org_building;youth_league_building',
    },
  ];
}

const monthly: readonly {
  type: GatheringType;
  title: readonly [string, string];
  venue: string;
  hours: readonly [number, number];
  capacity: number;
}[] = [
  { type: 'salon', title: ['创业沙龙', 'Founders’ evening'], venue: '咖啡长廊', hours: [18.5, 20.5], capacity: 60 },
  { type: 'roadshow', title: ['项目路演日', 'Roadshow day'], venue: '1号楼路演厅', hours: [14, 17], capacity: 100 },
  { type: 'training', title: ['知识产权培训', 'Training on intellectual property'], venue: '2号楼培训室', hours: [9, 11.5], capacity: 50 },
  { type: 'matchmaking', title: ['投资人下午茶', 'Afternoon with investors'], venue: '3号楼会客厅', hours: [14, 17], capacity: 50 },
  { type: 'experience_share', title: ['青年创业者分享', 'Young founders share'], venue: '2号楼报告厅', hours: [15, 17], capacity: 120 },
  { type: 'training', title: ['财税实务培训', 'Training on taxes and accounts'], venue: '2号楼培训室', hours: [9, 11.5], capacity: 50 },
];

/** Around the middle and before the end of each month of the history. */
function historyPlans({ months }: Story, chance: Chance): Plan[] {
  return months.slice(0, -1).flatMap((month, i) =>
    [8, 19].map((offset, half) => {
      const { type, title, venue, hours, capacity } = monthly[(2 * i + half) % monthly.length]!;
      const growth = 0.45 + (0.5 * i) / months.length;
      const registered = Math.min(capacity, Math.round(capacity * (growth + 0.15 * chance.next())));
      const day = addDays(month, offset + chance.whole(0, 4));
      return {
        code: `G-${day.slice(2).replaceAll('-', '')}`,
        type,
        title,
        venue,
        day,
        from: hours[0],
        to: hours[1],
        capacity,
        registered,
        came: Math.round(registered * (0.74 + 0.18 * chance.next())),
      };
    }),
  );
}

/** `now`: those that are over by then have ended, the others are still to come or going on. */
export function gatherings(story: Story, now: Date): Gathering[] {
  const chance = chanceOf('gatherings');
  const history = historyPlans(story, chance).map((plan) => gatheringOf(plan, now));
  const season = seasonPlans(story).map((plan) => gatheringOf(plan, now, seasonCode));
  return [...history, ...season];
}

const opensMinutes = 30;
const largeFrom = 1_000;

function gatheringOf({ from, to, ...plan }: Plan, now: Date, season_code?: string): Gathering {
  const { code, type, title, venue, day, capacity, registered, came, gates = ['入口'], modes } = plan;
  const ends_at = at(day, 60 * to);
  const isOver = new Date(ends_at) <= now;
  const isLarge = capacity >= largeFrom;
  const row: GatheringRow = {
    code,
    type,
    title: title[0],
    title_en: title[1],
    venue,
    starts_at: at(day, 60 * from),
    ends_at,
    expected_attendance: capacity,
    capacity,
    registration_from: at(addDays(day, -24), 0),
    ...(season_code !== undefined && { season_code }),
    state: isOver ? 'ended' : 'published',
    approved_by: 'operations-director',
    ...(modes !== undefined && { modes }),
    ...(isLarge && { permit_no: '青西公安许〔样〕18号', permit_applied_on: addDays(day, -32) }),
    ...(type === 'job_fair' && { filing_no: '青西人社备〔样〕7号', filing_filed_on: addDays(day, -24) }),
    ...((isLarge || type === 'job_fair') && { emergency_plan_sha256: '5a'.repeat(32) }),
  };
  return { row, day, from: 60 * from, to: 60 * to, registered, came: isOver ? came : 0, gates };
}

/** An instant of the park, from the minutes of its day. */
export function at(day: LocalDate, minutes: number): string {
  const whole = Math.floor(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day}T${two(Math.floor(whole / 60))}:${two(whole % 60)}:${two(Math.floor((minutes - whole) * 60))}+08:00`;
}

export function seasons({ openingDay }: Story): SeasonRow[] {
  return [
    {
      code: seasonCode,
      name: '青年闯创季',
      name_en: 'Youth Innovation Season',
      starts_on: openingDay,
      ends_on: addDays(openingDay, 3),
      state: 'published',
    },
  ];
}

export function checkInLists(all: readonly Gathering[]): CheckInListRow[] {
  return all.flatMap(({ row: { code, ends_at }, day, from, gates }) =>
    gates.map((gate) => ({ gathering_code: code, name: gate, gate, opens_at: at(day, from - opensMinutes), closes_at: ends_at })),
  );
}
