/** The 26 old buildings of the industrial park, in the order in which they were made anew. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { apportion } from './apportion.ts';
import { chanceOf } from './chance.ts';
import type { Usage } from './segments.ts';
import type { Story } from './story.ts';

export interface BuildingRow {
  code: string;
  name: string;
  floors: number;
  gfa_m2: number;
  land_area_mu: number;
  year_built: number;
  state: string;
}

/** The usage of its floors, from the ground up; the last one goes on. */
type Purpose = readonly Usage[];

export interface Building {
  row: BuildingRow;
  purpose: Purpose;
  hasDesks: boolean;
  renovatedM2: number;
  acceptedOn: LocalDate;
}

interface Design {
  name: string;
  purpose: Purpose;
  floors: number;
  size: number;
  hasDesks?: boolean;
}

const offices: Purpose = ['office'];
const shopsBelow: Purpose = ['retail', 'office'];

const designs: readonly Design[] = [
  { name: '1号楼 梦想验证中心', purpose: offices, floors: 4, size: 8, hasDesks: true },
  { name: '2号楼 梦想孵化器', purpose: offices, floors: 5, size: 9, hasDesks: true },
  { name: '3号楼 创新办公楼', purpose: offices, floors: 5, size: 8 },
  { name: '4号楼 闯创驿一条街', purpose: shopsBelow, floors: 3, size: 5 },
  { name: '5号楼 智造车间', purpose: ['workshop', 'lab'], floors: 2, size: 8 },
  { name: '6号楼 创享食堂', purpose: ['canteen', 'retail', 'office'], floors: 3, size: 5 },
  { name: '7号楼 梦想加速器', purpose: ['lab', 'office'], floors: 6, size: 10, hasDesks: true },
  { name: '8号楼 创新办公楼', purpose: offices, floors: 5, size: 8 },
  { name: '9号楼 闯创驿一条街', purpose: shopsBelow, floors: 3, size: 4.5 },
  { name: '10号楼 电商直播基地', purpose: ['workshop', 'office'], floors: 4, size: 8 },
  { name: '11号楼 创新办公楼', purpose: offices, floors: 5, size: 7 },
  { name: '12号楼 智造车间', purpose: ['workshop'], floors: 2, size: 9 },
  { name: '13号楼 文化展示中心', purpose: ['exhibition', 'office'], floors: 3, size: 7 },
  { name: '14号楼 创新办公楼', purpose: offices, floors: 6, size: 8 },
  { name: '15号楼 国际贸易楼', purpose: offices, floors: 6, size: 9 },
  { name: '16号楼 闯创驿一条街', purpose: shopsBelow, floors: 3, size: 4 },
  { name: '17号楼 实验楼', purpose: ['lab'], floors: 4, size: 7 },
  { name: '18号楼 创新办公楼', purpose: offices, floors: 5, size: 7 },
  { name: '19号楼 留学生科创岛', purpose: offices, floors: 4, size: 6, hasDesks: true },
  { name: '20号楼 创新办公楼', purpose: offices, floors: 5, size: 7 },
  { name: '21号楼 培训实训楼', purpose: ['exhibition', 'office'], floors: 4, size: 6 },
  { name: '22号楼 文创里院', purpose: shopsBelow, floors: 2, size: 4 },
  { name: '23号楼 电商直播基地', purpose: ['workshop', 'office'], floors: 4, size: 7 },
  { name: '24号楼 创新办公楼', purpose: offices, floors: 6, size: 8 },
  { name: '25号楼 智造车间', purpose: ['workshop', 'lab'], floors: 2, size: 7 },
  { name: '26号楼 创新办公楼', purpose: offices, floors: 5, size: 7 },
];

const indoorM2 = 180_000;
/** Made anew before the history begins, so that there is space from the first day. */
const readyAtStart = 6;
const lastAcceptedBeforeOpening = 25;
const m2PerMu = 666.67;

export function buildings(story: Story): Building[] {
  const chance = chanceOf('buildings');
  const areas = apportion(
    indoorM2,
    designs.map(({ size }) => size * (0.94 + 0.12 * chance.next())),
  );
  return designs.map(({ name, purpose, floors, hasDesks = false }, i) => {
    const renovatedM2 = areas[i]!;
    const gfa = Math.ceil(renovatedM2 * (1.02 + 0.06 * chance.next()));
    const land = Math.round(((gfa / floors) * 1.7 * 100) / m2PerMu) / 100;
    const code = `B${String(i + 1).padStart(2, '0')}`;
    const row = { code, name, floors, gfa_m2: gfa, land_area_mu: land, year_built: chance.whole(1988, 2004), state: 'in_service' };
    return { row, purpose, hasDesks, renovatedM2, acceptedOn: acceptedOn(story, i) };
  });
}

function acceptedOn({ start, openingDay }: Story, i: number): LocalDate {
  if (i < readyAtStart) return addDays(start, -40 * (readyAtStart - i));
  const days = daysBetween(start, openingDay) - lastAcceptedBeforeOpening;
  return addDays(start, Math.round((days * (i - readyAtStart + 1)) / (designs.length - readyAtStart)));
}
