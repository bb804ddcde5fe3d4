/** The projects that pitch at roadshows and meet investors: of students, and of enterprises in the park. */
import { addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { MarketEntity } from './market-entities.ts';
import { bornToBe, people } from './persons.ts';
import type { Story } from './story.ts';

export type Sector =
  | 'information_technology'
  | 'artificial_intelligence'
  | 'intelligent_equipment'
  | 'marine_industry'
  | 'biomedicine'
  | 'new_energy'
  | 'new_materials'
  | 'digital_culture'
  | 'modern_agriculture'
  | 'business_services';

export interface ProjectRow {
  code: string;
  name: string;
  stage: 'idea' | 'startup';
  sector: Sector;
  applicant_kind: 'student' | 'enterprise';
  amount_sought_kcny: number;
  organisation_uscc?: string;
  founder_name: string;
  founder_citizen_id: string;
  founder_phone: string;
}

export interface Project {
  row: ProjectRow;
  /** From when its organisation is in the park; of a student's from the beginning. */
  from: LocalDate;
}

const count = 92;
const students = 0.42;
const firstSerial = 120_000;

const things: Record<Sector, readonly string[]> = {
  information_technology: ['园区能耗云', '跨境单证助手', '社区养老平台', '冷链追溯系统'],
  artificial_intelligence: ['港口视觉质检', '手语翻译助手', '票据识别引擎', '工地安全预警'],
  intelligent_equipment: ['果蔬分拣机器人', '管道巡检机器人', '柔性装夹工装', '仓储搬运小车'],
  marine_industry: ['海洋观测浮标', '深远海网箱监测', '船体清洗机器人', '海藻纤维面料'],
  biomedicine: ['海洋多糖敷料', '即时检测芯片', '口腔数字修复', '康复训练手套'],
  new_energy: ['家庭储能柜', '换电调度系统', '光伏清洁机器人', '充电桩运维'],
  new_materials: ['可降解薄膜', '防腐水性涂料', '石墨烯导热片', '轻质隔音板'],
  digital_culture: ['非遗数字展厅', '沉浸式剧本街区', '青年影像工坊', '城市声音地图'],
  modern_agriculture: ['蓝莓水肥一体化', '海水稻育种', '菌菇智能大棚', '茶园溯源'],
  business_services: ['灵活用工平台', '小微财税管家', '知识产权托管', '会展搭建协同'],
};

const sectors: readonly (readonly [Sector, number])[] = [
  ['information_technology', 16],
  ['artificial_intelligence', 17],
  ['intelligent_equipment', 13],
  ['marine_industry', 15],
  ['biomedicine', 8],
  ['new_energy', 9],
  ['new_materials', 6],
  ['digital_culture', 9],
  ['modern_agriculture', 5],
  ['business_services', 6],
];

export function projects(story: Story, entities: readonly MarketEntity[]): Project[] {
  const chance = chanceOf('projects');
  const someone = people(chance, firstSerial);
  const firms = chance.shuffled(
    entities.filter(({ segment, movedInOn, departedOn }) => segment === 'technology' && movedInOn !== null && departedOn === null),
  );
  return Array.from({ length: count }, (_, i) => {
    const isStudent = chance.happens(students);
    const firm = firms[i % firms.length]!;
    const sector = chance.weighted(sectors);
    const { name, citizen_id, phone } = someone(bornToBe(isStudent ? chance.whole(19, 25) : chance.whole(25, 38), story.openingDay));
    const row: ProjectRow = {
      code: `PROJECT-${String(i + 1).padStart(3, '0')}`,
      name: `${chance.pick(things[sector])}(示例${i + 1})`,
      stage: isStudent && chance.happens(0.6) ? 'idea' : 'startup',
      sector,
      applicant_kind: isStudent ? 'student' : 'enterprise',
      amount_sought_kcny: amountSought(isStudent, chance),
      ...(!isStudent && { organisation_uscc: firm.uscc }),
      founder_name: name,
      founder_citizen_id: citizen_id,
      founder_phone: phone,
    };
    return { row, from: isStudent ? addMonths(story.start, -1) : firm.movedInOn! };
  });
}

function amountSought(isStudent: boolean, chance: Chance): number {
  const [least, most] = isStudent ? [200, 1_500] : [800, 9_000];
  return Math.round((least + (most - least) * chance.next() ** 2) / 50) * 50;
}
