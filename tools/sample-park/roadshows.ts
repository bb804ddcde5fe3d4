/** The roadshows: the expert committee, the pitches of each, and the score sheets of the one of the season. */
import { addDays, addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Gathering } from './gatherings.ts';
import { bornToBe, people, type Person } from './persons.ts';
import type { Project, Sector } from './projects.ts';
import type { Story } from './story.ts';

export interface ExpertRow extends Person {
  code: string;
  fields: string;
  term_from: LocalDate;
  term_to: LocalDate;
  employer_uscc?: string;
}

export interface PitchRow {
  code: string;
  project_code: string;
  gathering_code: string;
  submitted_on: LocalDate;
  decision?: 'shortlisted' | 'screened_out';
  reason?: string;
  presented_on?: LocalDate;
  position?: number;
  score?: number;
  rank?: number;
  n_judges?: number;
}

export interface ScoreSheetRow {
  gathering_code: string;
  pitch_code: string;
  expert_code: string;
  points: string;
}

export const committeeSize = 9;
export const seasonPitches = 24;
const firstSerial = 121_000;

/** As `POST /panels` takes it: 路演评分规则 of the park. */
export const scoringRule = {
  criteria: [
    { code: 'innovation', name: '创新性', name_en: 'Innovation', max_points: 30, weight: 1 },
    { code: 'feasibility', name: '技术可行性', name_en: 'Technical feasibility', max_points: 25, weight: 1 },
    { code: 'market', name: '市场前景', name_en: 'Market', max_points: 25, weight: 1 },
    { code: 'team', name: '团队', name_en: 'Team', max_points: 20, weight: 1 },
  ],
  method: 'trimmed_mean',
  drop_high: 1,
  drop_low: 1,
  decimals: 2,
  ties: 'share',
  has_veto: true,
  panel_min: 5,
};

const specialities: readonly (readonly Sector[])[] = [
  ['information_technology', 'artificial_intelligence'],
  ['artificial_intelligence', 'intelligent_equipment'],
  ['marine_industry', 'new_materials'],
  ['biomedicine'],
  ['new_energy', 'new_materials'],
  ['digital_culture', 'business_services'],
  ['modern_agriculture', 'biomedicine'],
  ['marine_industry', 'intelligent_equipment'],
  ['business_services', 'information_technology'],
];

export interface Roadshows {
  experts: ExpertRow[];
  pitches: PitchRow[];
  scoreSheets: ScoreSheetRow[];
  /** Codes of the gatherings that need a panel. */
  panels: string[];
}

export function roadshows(story: Story, all: readonly Gathering[], projects: readonly Project[]): Roadshows {
  const chance = chanceOf('roadshows');
  const shows = all.filter(({ row }) => row.type === 'roadshow');
  const isSeason = ({ row }: Gathering): boolean => row.season_code !== undefined;
  const season = shows.filter(isSeason);
  const experts = committee(story, projects, chance);
  const pitches = shows.flatMap((show) =>
    isSeason(show) ? seasonPitchesOf(show, projects, chance) : pastPitchesOf(show, projects, chance),
  );
  const presented = pitches.filter(
    ({ gathering_code, presented_on }) => presented_on && season.some(({ row }) => row.code === gathering_code),
  );
  const organisationOf = new Map(projects.map(({ row }) => [row.code, row.organisation_uscc]));
  const scoreSheets = presented.flatMap((pitch) => {
    const quality = 0.62 + 0.28 * chance.next();
    const mayJudge = experts.filter(
      ({ employer_uscc }) => employer_uscc === undefined || employer_uscc !== organisationOf.get(pitch.project_code),
    );
    return mayJudge.map(({ code }) => ({
      gathering_code: pitch.gathering_code,
      pitch_code: pitch.code,
      expert_code: code,
      points: scoringRule.criteria.map(({ code: of, max_points }) => `${of}=${pointsOf(max_points, quality, chance)}`).join(';'),
    }));
  });
  return { experts, pitches, scoreSheets, panels: shows.map(({ row }) => row.code) };
}

function pointsOf(most: number, quality: number, chance: Chance): number {
  return Math.round(2 * most * Math.min(1, Math.max(0.3, quality + 0.06 * chance.normal()))) / 2;
}

/** Two of them work for an enterprise whose project pitches: they judge the others. */
function committee({ start, openingDay }: Story, projects: readonly Project[], chance: Chance): ExpertRow[] {
  const someone = people(chance, firstSerial);
  const firms = projects.slice(0, seasonPitches).flatMap(({ row }) => row.organisation_uscc ?? []);
  return specialities.map((fields, i) => ({
    code: `EXPERT-${i + 1}`,
    ...someone(bornToBe(chance.whole(38, 58), openingDay)),
    fields: fields.join(';'),
    term_from: addMonths(start, -2),
    term_to: addMonths(openingDay, 10),
    ...(i < 2 && firms[i] !== undefined && { employer_uscc: firms[i] }),
  }));
}

const offTopic = ['与路演主题不符', '材料不全', '尚无可演示的样机'];

function base(show: Gathering, project: Project, n: number, chance: Chance): PitchRow {
  return {
    code: `${show.row.code}-P${String(n + 1).padStart(2, '0')}`,
    project_code: project.row.code,
    gathering_code: show.row.code,
    submitted_on: addDays(show.day, -chance.whole(8, 25)),
  };
}

function seasonPitchesOf(show: Gathering, projects: readonly Project[], chance: Chance): PitchRow[] {
  const isOver = show.row.state === 'ended';
  const chosen = projects.slice(0, seasonPitches);
  const order = chance.shuffled(chosen.map((_, i) => i + 1));
  const shown = chosen.map((project, n): PitchRow => ({
    ...base(show, project, n, chance),
    decision: 'shortlisted',
    ...(isOver && { presented_on: show.day, position: order[n]! }),
  }));
  const out = projects.slice(seasonPitches, seasonPitches + 3).map((project, n): PitchRow => ({
    ...base(show, project, seasonPitches + n, chance),
    decision: 'screened_out',
    reason: offTopic[n]!,
  }));
  return [...shown, ...out];
}

/** Known by their results alone. */
function pastPitchesOf(show: Gathering, projects: readonly Project[], chance: Chance): PitchRow[] {
  const able = projects.filter(({ from }) => from <= addDays(show.day, -26));
  const chosen = chance.shuffled(able).slice(0, Math.min(able.length, chance.whole(7, 10)));
  const scores = chosen.map(() => Math.round(100 * (68 + 24 * chance.next())) / 100);
  const order = chance.shuffled(chosen.map((_, i) => i + 1));
  return chosen.map((project, n) => ({
    ...base(show, project, n, chance),
    decision: 'shortlisted',
    presented_on: show.day,
    position: order[n]!,
    score: scores[n]!,
    rank: 1 + scores.filter((other) => other > scores[n]!).length,
    n_judges: chance.whole(5, 7),
  }));
}
