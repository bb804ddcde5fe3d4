/** The renovation projects: one accepted per building and some outside, and a few that must not count. */
import { addDays, type LocalDate } from '../../libs/kernel/src/date.ts';
import { apportion } from './apportion.ts';
import type { Building } from './buildings.ts';
import { chanceOf } from './chance.ts';
import type { Story } from './story.ts';

export interface RenovationRow {
  code: string;
  name: string;
  kind: 'building' | 'outdoor';
  building_code?: string;
  indoor_area_m2: number;
  outdoor_area_m2: number;
  cost_fen: number;
  started_on?: LocalDate;
  accepted_on?: LocalDate;
}

const outdoorM2 = 80_000;
/** Part of the buildings' own projects: the ground around them. */
const aroundBuildingsM2 = 18_000;
const outdoorProjects = [
  { name: '闯创驿一条街街区更新', weight: 14 },
  { name: '青年广场', weight: 11 },
  { name: '滨水绿廊', weight: 16 },
  { name: '停车场与充电设施', weight: 9 },
  { name: '共享运动场地', weight: 7 },
  { name: '夜市与外摆区', weight: 5 },
] as const;

export function renovations({ start, openingDay }: Story, buildings: readonly Building[]): RenovationRow[] {
  const chance = chanceOf('renovations');
  const around = apportion(
    aroundBuildingsM2,
    buildings.map(({ renovatedM2 }) => renovatedM2),
  );
  const made = buildings.map(({ row, renovatedM2, acceptedOn }, i): RenovationRow => ({
    code: `RN-${row.code}`,
    name: `${row.name} 改造`,
    kind: 'building',
    building_code: row.code,
    indoor_area_m2: renovatedM2,
    outdoor_area_m2: around[i]!,
    cost_fen: renovatedM2 * chance.whole(1_600, 2_600) * 100,
    started_on: addDays(acceptedOn, -chance.whole(150, 300)),
    accepted_on: acceptedOn,
  }));
  const areas = apportion(
    outdoorM2 - aroundBuildingsM2,
    outdoorProjects.map(({ weight }) => weight),
  );
  const outside = outdoorProjects.map(({ name }, i): RenovationRow => {
    const accepted = addDays(start, 45 + 60 * i);
    return { ...outdoor(`RN-O${i + 1}`, name, areas[i]!), started_on: addDays(accepted, -chance.whole(90, 160)), accepted_on: accepted };
  });
  return [...earlierOnes(start, buildings), ...made, ...outside, ...notYetAccepted(openingDay, buildings)];
}

/** A building that was renovated before counts with the later project's area alone. */
function earlierOnes(start: LocalDate, buildings: readonly Building[]): RenovationRow[] {
  const { row } = buildings[3]!;
  const accepted = addDays(start, -500);
  return [
    {
      code: 'RN-B04-A',
      name: `${row.name} 首期改造`,
      kind: 'building',
      building_code: row.code,
      indoor_area_m2: 1_200,
      outdoor_area_m2: 0,
      cost_fen: 96_000_000,
      started_on: addDays(accepted, -120),
      accepted_on: accepted,
    },
  ];
}

function notYetAccepted(openingDay: LocalDate, buildings: readonly Building[]): RenovationRow[] {
  const { row } = buildings[8]!;
  return [
    { ...outdoor('RN-O7', '园区二期景观', 12_000), started_on: addDays(openingDay, -60) },
    {
      code: 'RN-B09-B',
      name: `${row.name} 二次改造`,
      kind: 'building',
      building_code: row.code,
      indoor_area_m2: 2_500,
      outdoor_area_m2: 0,
      cost_fen: 410_000_000,
    },
  ];
}

function outdoor(code: string, name: string, area: number): RenovationRow {
  return { code, name, kind: 'outdoor', indoor_area_m2: 0, outdoor_area_m2: area, cost_fen: area * 45_000 };
}
