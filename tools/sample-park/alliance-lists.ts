/** The three lists 三张清单 of the alliance: 90 needs, 60 resources with their slots, the claims on both, and the projects. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { charters, type Member } from './alliance-members.ts';
import type { Mode } from './alliance-life.ts';
import { chanceOf, type Chance } from './chance.ts';
import { at } from './gatherings.ts';
import { earlier, type Story } from './story.ts';

type Category =
  'venue' | 'mentor' | 'equipment' | 'vehicle' | 'policy' | 'financing' | 'market' | 'talent' | 'technology' | 'training' | 'volunteers';

interface Thing {
  title: string;
  mode: Mode;
  category: Category;
  unit: string;
  most: number;
}

export interface NeedRow {
  code: string;
  member_uscc: string;
  mode: Mode;
  category: Category;
  title: string;
  quantity: number;
  unit: string;
  published_on: LocalDate;
  needed_by: LocalDate;
  state: 'published' | 'in_progress' | 'delivered' | 'confirmed' | 'withdrawn' | 'expired';
  started_on?: LocalDate;
  delivered_on?: LocalDate;
  confirmed_on?: LocalDate;
  satisfaction?: number;
  withdrawn_on?: LocalDate;
  reason?: string;
}

export interface ResourceRow {
  code: string;
  member_uscc: string;
  mode: Mode;
  category: Category;
  title: string;
  capacity: number;
  unit: string;
  instant: boolean;
  listed_on: LocalDate;
  state: 'listed';
}

export interface SlotRow {
  resource_code: string;
  starts_at: string;
  ends_at: string;
}

export interface ClaimRow {
  code: string;
  need_code?: string;
  resource_code?: string;
  slot_starts_at?: string;
  by_uscc: string;
  quantity?: number;
  proposed_on: LocalDate;
  due_on?: LocalDate;
  state: 'proposed' | 'accepted' | 'fulfilled';
  accepted_on?: LocalDate;
  ended_on?: LocalDate;
}

export interface ProjectRow {
  code: string;
  lead_uscc: string;
  partner_usccs: string;
  mode: Mode;
  title: string;
  budget_kcny: number;
  proposed_on: LocalDate;
  due_on: LocalDate;
  state: 'proposed' | 'in_progress' | 'completed' | 'evaluated';
  decided_on?: LocalDate;
  started_on?: LocalDate;
  completed_on?: LocalDate;
  result?: string;
  score?: number;
}

export interface Lists {
  needs: NeedRow[];
  resources: ResourceRow[];
  slots: SlotRow[];
  claims: ClaimRow[];
  projects: ProjectRow[];
}

const needCount = 90;
const openNeeds = 30;
const withdrawn = 5;
const expired = 9;
const resourceCount = 60;
const underWay = 40;
const acceptedOnNeeds = 14;
const proposedOnNeeds = 8;

const wanted: readonly Thing[] = [
  { title: '需要可容纳百人的会议室', mode: 'resource_sharing', category: 'venue', unit: '场', most: 2 },
  { title: '需要融资路演辅导', mode: 'industry_promotion', category: 'mentor', unit: '小时', most: 6 },
  { title: '需要三坐标测量设备', mode: 'resource_sharing', category: 'equipment', unit: '次', most: 4 },
  { title: '需要接送班车', mode: 'resource_sharing', category: 'vehicle', unit: '车次', most: 3 },
  { title: '需要高企申报政策解读', mode: 'service_promotion', category: 'policy', unit: '次', most: 2 },
  { title: '需要对接供应链客户', mode: 'industry_promotion', category: 'market', unit: '家', most: 3 },
  { title: '需要冷链工艺技术支持', mode: 'industry_promotion', category: 'technology', unit: '项', most: 1 },
  { title: '需要党务工作培训', mode: 'member_management', category: 'training', unit: '次', most: 2 },
  { title: '需要活动志愿者', mode: 'youth_league_building', category: 'volunteers', unit: '人', most: 10 },
  { title: '需要联合组建党支部指导', mode: 'org_building', category: 'mentor', unit: '次', most: 2 },
];
const offered: readonly Thing[] = [
  { title: '一楼多功能厅', mode: 'resource_sharing', category: 'venue', unit: '场', most: 1 },
  { title: '创业导师咨询', mode: 'industry_promotion', category: 'mentor', unit: '小时', most: 4 },
  { title: '检测实验室机时', mode: 'resource_sharing', category: 'equipment', unit: '次', most: 2 },
  { title: '商务车', mode: 'resource_sharing', category: 'vehicle', unit: '车次', most: 1 },
  { title: '政策专员答疑', mode: 'service_promotion', category: 'policy', unit: '次', most: 1 },
  { title: '党课讲师', mode: 'member_management', category: 'training', unit: '次', most: 1 },
  { title: '青年志愿服务队', mode: 'youth_league_building', category: 'volunteers', unit: '人', most: 12 },
  { title: '支部书记工作室', mode: 'org_building', category: 'mentor', unit: '次', most: 2 },
];

export function lists(story: Story, members: readonly Member[]): Lists {
  const chance = chanceOf('lists of the alliance');
  const needs = Array.from({ length: needCount }, (_, i) => need(story, members, i, chance));
  const resources = Array.from({ length: resourceCount }, (_, i) => resource(story, members, i, chance));
  const slots = resources.flatMap((row, i) => slotsOf(story, row, i));
  const claims = [...claimsOnNeeds(story, needs, members, chance), ...claimsOnSlots(story, resources, slots, members, chance)];
  return {
    needs,
    resources,
    slots,
    claims: claims.map((row, i) => ({ ...row, code: code('CLAIM', i) })),
    projects: projects(story, members, chance),
  };
}

const code = (series: string, i: number): string => `${series}-${String(i + 1).padStart(3, '0')}`;

/** Active members then; an observer asks and gives, too, but not here. */
function someone(members: readonly Member[], on: LocalDate, chance: Chance, but?: string): string {
  return chance.pick(members.filter(({ row }) => row.joined_on <= on && row.role !== 'observer' && row.uscc !== but)).row.uscc;
}

/** The first ones are over, from those that were met to those that were not; the others are open. */
function need(story: Story, members: readonly Member[], i: number, chance: Chance): NeedRow {
  const { openingDay } = story;
  const since = addDays(charters(story)[0]!.in_force_from, 60);
  const isOpen = i >= needCount - openNeeds;
  const days = daysBetween(since, openingDay);
  const published_on = isOpen ? addDays(openingDay, -chance.whole(3, 28)) : addDays(since, chance.whole(0, days - 70));
  const { title, mode, category, unit, most } = wanted[i % wanted.length]!;
  const base = {
    code: code('NEED', i),
    member_uscc: someone(members, published_on, chance),
    mode,
    category,
    title,
    quantity: chance.whole(1, most),
    unit,
    published_on,
    needed_by: isOpen ? addDays(openingDay, chance.whole(20, 60)) : addDays(published_on, chance.whole(35, 65)),
  };
  if (isOpen) return { ...base, state: 'published' };
  if (i < withdrawn) return { ...base, state: 'withdrawn', withdrawn_on: addDays(published_on, chance.whole(5, 20)), reason: '已自行解决' };
  if (i < withdrawn + expired) return { ...base, state: 'expired' };
  const started_on = addDays(published_on, chance.whole(3, 12));
  const delivered_on = addDays(started_on, chance.whole(2, 15));
  return {
    ...base,
    state: 'confirmed',
    started_on,
    delivered_on,
    confirmed_on: addDays(delivered_on, chance.whole(1, 6)),
    satisfaction: chance.weighted([
      [5, 6],
      [4, 5],
      [3, 2],
    ] as const),
  };
}

function resource(story: Story, members: readonly Member[], i: number, chance: Chance): ResourceRow {
  const since = addDays(charters(story)[0]!.in_force_from, 60);
  const listed_on = addDays(since, chance.whole(0, daysBetween(since, story.openingDay) - 10));
  const { title, mode, category, unit, most } = offered[i % offered.length]!;
  const member_uscc = someone(members, listed_on, chance);
  return {
    code: code('RES', i),
    member_uscc,
    mode,
    category,
    title,
    capacity: most,
    unit,
    instant: chance.happens(0.3),
    listed_on,
    state: 'listed',
  };
}

const slotsEach = 3;

/** On three evenings after the opening. */
function slotsOf({ openingDay }: Story, { code: resource_code }: ResourceRow, i: number): SlotRow[] {
  return Array.from({ length: slotsEach }, (_, n) => {
    const on = addDays(openingDay, 4 + (i % 5) + 6 * n);
    return { resource_code, starts_at: at(on, 18 * 60), ends_at: at(on, 20 * 60) };
  });
}

type Unnumbered = Omit<ClaimRow, 'code'>;

function claimsOnNeeds({ openingDay }: Story, needs: readonly NeedRow[], members: readonly Member[], chance: Chance): Unnumbered[] {
  const open = needs.filter(({ state }) => state === 'published');
  return [
    ...needs.filter(({ state }) => state === 'confirmed').map((need) => claimOn(need, 'fulfilled', openingDay, members, chance)),
    ...open.slice(0, acceptedOnNeeds).map((need) => claimOn(need, 'accepted', openingDay, members, chance)),
    ...open.slice(acceptedOnNeeds, acceptedOnNeeds + proposedOnNeeds).map((need) => claimOn(need, 'proposed', openingDay, members, chance)),
  ];
}

function claimOn(need: NeedRow, state: ClaimRow['state'], openingDay: LocalDate, members: readonly Member[], chance: Chance): Unnumbered {
  const proposed_on = earlier(addDays(need.published_on, chance.whole(1, 2)), openingDay);
  return {
    need_code: need.code,
    by_uscc: someone(members, proposed_on, chance, need.member_uscc),
    quantity: need.quantity,
    proposed_on,
    due_on: need.delivered_on ?? addDays(need.needed_by, -3),
    state,
    ...(state !== 'proposed' && { accepted_on: earlier(addDays(proposed_on, 1), openingDay) }),
    ...(state === 'fulfilled' && { ended_on: need.delivered_on! }),
  };
}

/** One slot each, of those to come. */
function claimsOnSlots(
  { openingDay }: Story,
  resources: readonly ResourceRow[],
  slots: readonly SlotRow[],
  members: readonly Member[],
  chance: Chance,
): Unnumbered[] {
  const taken = chance.shuffled(resources).slice(0, underWay - acceptedOnNeeds - proposedOnNeeds);
  return taken.map(({ code: resource_code, member_uscc }) => {
    const { starts_at } = slots.find((slot) => slot.resource_code === resource_code)!;
    const proposed_on = addDays(openingDay, -chance.whole(0, 5));
    const by_uscc = someone(members, proposed_on, chance, member_uscc);
    return { resource_code, slot_starts_at: starts_at, by_uscc, proposed_on, state: 'accepted', accepted_on: proposed_on };
  });
}

const undertakings: readonly { title: string; mode: Mode; budget: number }[] = [
  { title: '冷链设备联合攻关', mode: 'industry_promotion', budget: 300 },
  { title: '园区青年夜校', mode: 'youth_league_building', budget: 60 },
  { title: '共享党群服务驿站', mode: 'resource_sharing', budget: 120 },
  { title: '楼宇联合党支部创建', mode: 'org_building', budget: 20 },
  { title: '跨境电商供需平台', mode: 'industry_promotion', budget: 200 },
  { title: '企业服务直通车', mode: 'service_promotion', budget: 45 },
];
const projectCount = 12;

/** Half of them are done; one of those under way is past its day. */
function projects(story: Story, members: readonly Member[], chance: Chance): ProjectRow[] {
  const { openingDay } = story;
  const since = addDays(charters(story)[0]!.in_force_from, 60);
  return Array.from({ length: projectCount }, (_, i): ProjectRow => {
    const { title, mode, budget } = undertakings[i % undertakings.length]!;
    const isDone = i < projectCount / 2;
    const proposed_on = isDone ? addDays(since, 20 * i) : addDays(openingDay, -chance.whole(40, 70));
    const lead_uscc = someone(members, proposed_on, chance);
    const base = {
      code: code('PROJECT', i),
      lead_uscc,
      partner_usccs: someone(members, proposed_on, chance, lead_uscc),
      mode,
      title,
      budget_kcny: budget,
      proposed_on,
    };
    if (i === projectCount - 1)
      return { ...base, proposed_on: addDays(openingDay, -3), due_on: addDays(openingDay, 90), state: 'proposed' };
    const started = { decided_on: addDays(proposed_on, 7), started_on: addDays(proposed_on, 14) };
    const due_on = isDone ? addDays(proposed_on, 120) : addDays(openingDay, i === projectCount / 2 ? -6 : chance.whole(20, 120));
    if (!isDone) return { ...base, ...started, due_on, state: 'in_progress' };
    const completed_on = addDays(proposed_on, 100 + chance.whole(0, 20));
    const result = '按期完成，成果由参与单位共享';
    return i % 2 === 0
      ? { ...base, ...started, due_on, state: 'evaluated', completed_on, result, score: chance.whole(3, 5) }
      : { ...base, ...started, due_on, state: 'completed', completed_on, result };
  });
}
