/** Investors, the meetings that they have with projects, and the deals that come of these. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import { at, type Gathering } from './gatherings.ts';
import { bornToBe, people } from './persons.ts';
import type { Project, Sector } from './projects.ts';
import { earlier, type Story } from './story.ts';

export interface InvestorRow {
  code: string;
  name: string;
  stages: string;
  sectors: string;
  ticket_from_kcny: number;
  ticket_to_kcny: number;
  contact_name: string;
  contact_citizen_id: string;
  contact_phone: string;
}

export interface MatchRequestRow {
  code: string;
  gathering_code: string;
  investor_code: string;
  project_code: string;
  asked_by: 'investor' | 'project';
  requested_on: LocalDate;
  answer?: 'accepted' | 'declined';
  answered_on?: LocalDate;
  table_no?: number;
  starts_at?: string;
  ends_at?: string;
  outcome?: 'held' | 'no_show';
  investor_interest?: number;
  project_interest?: number;
  absent?: 'investor' | 'project';
}

export interface DealRow {
  code: string;
  investor_code: string;
  project_code: string;
  match_request_code: string;
  opened_on: LocalDate;
  stage: 'open' | 'due_diligence' | 'term_sheet' | 'signed' | 'funded' | 'closed_lost';
  amount_kcny?: number;
  round?: 'seed' | 'angel' | 'pre_a' | 'a';
  funded_on?: LocalDate;
  evidence_sha256?: string;
  closed_on?: LocalDate;
  closed_reason?: string;
}

const names = ['海岸线', '青蓝', '崂山', '启帆', '灵山湾', '星屿', '锚点', '蓝湾', '北辰', '同舟', '新港', '潮汐'];
const kinds = ['创投(示例)', '资本(示例)', '天使基金(示例)'];
const firstSerial = 122_000;
const slotMinutes = 20;
const lasts = 8;

export interface Matchmaking {
  investors: InvestorRow[];
  requests: MatchRequestRow[];
  deals: DealRow[];
}

export function matchmaking(story: Story, all: readonly Gathering[], projects: readonly Project[], now: Date): Matchmaking {
  const chance = chanceOf('matchmaking');
  const investors = investorsOf(story, chance);
  const meetings = all
    .filter(({ row }) => row.type === 'matchmaking')
    .map((gathering) => ({ gathering, requests: requestsAt(gathering, investors, projects, now, chance) }));
  const deals = meetings.flatMap(({ gathering, requests }) => dealsAfter(gathering, requests, projects, story.openingDay, chance));
  return { investors, requests: meetings.flatMap(({ requests }) => requests), deals };
}

function investorsOf({ openingDay }: Story, chance: Chance): InvestorRow[] {
  const someone = people(chance, firstSerial);
  const sectors: readonly Sector[] = [
    'information_technology',
    'artificial_intelligence',
    'intelligent_equipment',
    'marine_industry',
    'biomedicine',
    'new_energy',
    'new_materials',
    'digital_culture',
  ];
  return names.map((name, i) => {
    const contact = someone(bornToBe(chance.whole(28, 50), openingDay));
    const isEarly = chance.happens(0.5);
    return {
      code: `INVESTOR-${String(i + 1).padStart(2, '0')}`,
      name: `${name}${chance.pick(kinds)}`,
      stages: isEarly ? 'idea;startup' : 'startup;growth',
      sectors: chance.shuffled(sectors).slice(0, chance.whole(2, 4)).join(';'),
      ticket_from_kcny: isEarly ? 200 : 1_000,
      ticket_to_kcny: isEarly ? 3_000 : 20_000,
      contact_name: contact.name,
      contact_citizen_id: contact.citizen_id,
      contact_phone: contact.phone,
    };
  });
}

/** A table for each two investors; in a slot no investor and no project has two meetings. */
function requestsAt(
  gathering: Gathering,
  investors: readonly InvestorRow[],
  projects: readonly Project[],
  now: Date,
  chance: Chance,
): MatchRequestRow[] {
  const { row, day, from } = gathering;
  const isSeason = row.season_code !== undefined;
  const isOver = row.state === 'ended';
  const hasBegun = new Date(row.starts_at) <= now;
  const tables = isSeason ? 6 : 3;
  const able = projects.filter((project) => project.from <= addDays(day, -20));
  const rows: MatchRequestRow[] = [];
  const asks = (investor: InvestorRow, project: Project): MatchRequestRow => ({
    code: `${row.code}-M${String(rows.length + 1).padStart(2, '0')}`,
    gathering_code: row.code,
    investor_code: investor.code,
    project_code: project.row.code,
    asked_by: chance.happens(0.6) ? 'project' : 'investor',
    requested_on: addDays(day, -chance.whole(6, 16)),
  });
  const taken = new Set<string>();
  for (let slot = 0; slot < lasts; slot++) {
    const free = chance.shuffled(investors).slice(0, isSeason || chance.happens(0.7) ? tables : tables - 1);
    const others = chance.shuffled(able).slice(0, tables);
    for (const [table, investor] of free.entries()) {
      const project = others[table];
      if (!project || taken.has(`${investor.code} ${project.row.code}`) || chance.happens(0.12)) continue;
      taken.add(`${investor.code} ${project.row.code}`);
      const request = asks(investor, project);
      const answered_on = addDays(request.requested_on, chance.whole(0, 4));
      const starts = from + slot * slotMinutes;
      const placed = {
        answer: 'accepted' as const,
        answered_on,
        table_no: table + 1,
        starts_at: at(day, starts),
        ends_at: at(day, starts + slotMinutes),
      };
      rows.push({ ...request, ...placed, ...(isOver && outcome(chance)) });
    }
  }
  const unmet = Math.round(rows.length * 0.3);
  for (let n = 0; n < unmet; n++) {
    const [investor, project] = [chance.pick(investors), chance.pick(able)];
    if (taken.has(`${investor.code} ${project.row.code}`)) continue;
    taken.add(`${investor.code} ${project.row.code}`);
    const request = asks(investor, project);
    const isOpen = isSeason && !hasBegun && chance.happens(0.4);
    rows.push({
      ...request,
      ...(!isOpen && { answer: 'declined' as const, answered_on: addDays(request.requested_on, chance.whole(0, 4)) }),
    });
  }
  return rows;
}

function outcome(chance: Chance): Partial<MatchRequestRow> {
  if (chance.happens(0.07)) return { outcome: 'no_show', absent: chance.happens(0.3) ? 'investor' : 'project' };
  const interest = (): number =>
    chance.weighted([
      [0, 2],
      [1, 4],
      [2, 4],
      [3, 2],
    ] as const);
  return { outcome: 'held', investor_interest: interest(), project_interest: Math.min(3, interest() + 1) };
}

/** Of the meetings with an interest on both sides; the further back, the further they have come by the opening day. */
function dealsAfter(
  { day }: Gathering,
  requests: readonly MatchRequestRow[],
  projects: readonly Project[],
  openingDay: LocalDate,
  chance: Chance,
): DealRow[] {
  const sought = new Map(projects.map(({ row }) => [row.code, row.amount_sought_kcny]));
  return requests
    .filter(
      ({ outcome: how, investor_interest = 0, project_interest = 0 }) => how === 'held' && investor_interest >= 2 && project_interest >= 2,
    )
    .filter(() => chance.happens(0.75))
    .flatMap((request) => {
      const opened_on = addDays(day, chance.whole(1, 12));
      if (opened_on > openingDay) return [];
      const base = {
        code: request.code.replace(/-M(\d+)$/, '-D$1'),
        investor_code: request.investor_code,
        project_code: request.project_code,
        match_request_code: request.code,
        opened_on,
      };
      const age = daysBetween(opened_on, openingDay);
      const takes = chance.whole(45, 190);
      if (chance.happens(0.32) && age > 30)
        return {
          ...base,
          stage: 'closed_lost' as const,
          closed_on: earlier(addDays(opened_on, chance.whole(20, 120)), openingDay),
          closed_reason: '估值未能一致',
        };
      if (age >= takes)
        return {
          ...base,
          stage: 'funded' as const,
          ...money(base.code, addDays(opened_on, takes), sought.get(request.project_code)!, chance),
        };
      const stages = ['open', 'due_diligence', 'term_sheet', 'signed'] as const;
      return { ...base, stage: stages[Math.min(3, Math.floor((4 * age) / takes))]! };
    });
}

function money(code: string, funded_on: LocalDate, sought: number, chance: Chance): Partial<DealRow> {
  const amount_kcny = Math.max(100, Math.round((sought * (0.5 + 0.6 * chance.next())) / 50) * 50);
  const digest = [...code].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return {
    amount_kcny,
    round: amount_kcny < 600 ? 'seed' : amount_kcny < 2_000 ? 'angel' : amount_kcny < 5_000 ? 'pre_a' : 'a',
    funded_on,
    evidence_sha256: digest.padEnd(64, '0').slice(0, 64),
  };
}
