/** The postings: 118 for 486 people at the fair, and those of the months before it. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { apportion } from './apportion.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Employer } from './employers.ts';
import { fairCode } from './job-fair.ts';
import { later, type Story } from './story.ts';

export interface PostingRow {
  code: string;
  employer_uscc: string;
  fair_code?: string;
  title: string;
  category: Category;
  headcount: number;
  salary_min_fen: number;
  salary_max_fen: number;
  education: Education;
  experience_years: number;
  location: string;
  terms: string;
  closes_on: LocalDate;
  approved_on: LocalDate;
}

type Category = 'technology' | 'production' | 'sales' | 'service' | 'administration' | 'finance' | 'design' | 'research';
type Education = 'vocational' | 'junior_college' | 'bachelor' | 'master';

/** Of the employers that are at the fair. */
export const fairPostings = 118;
export const fairHeadcount = 486;
const ofOneThatDoesNotCome = 2;
const history = 150;
const location = '青岛市黄岛区闯创驿';

interface Job {
  title: string;
  category: Category;
  education: Education;
  /** 元 a month. */
  from: number;
  to: number;
}

const jobs: readonly Job[] = [
  { title: '前端开发工程师', category: 'technology', education: 'bachelor', from: 8_000, to: 14_000 },
  { title: '后端开发工程师', category: 'technology', education: 'bachelor', from: 9_000, to: 16_000 },
  { title: '测试工程师', category: 'technology', education: 'junior_college', from: 6_500, to: 10_000 },
  { title: '算法工程师', category: 'research', education: 'master', from: 14_000, to: 24_000 },
  { title: '嵌入式工程师', category: 'technology', education: 'bachelor', from: 8_500, to: 15_000 },
  { title: '暖通设计工程师', category: 'design', education: 'bachelor', from: 7_500, to: 12_000 },
  { title: '设备调试技师', category: 'production', education: 'vocational', from: 6_000, to: 9_500 },
  { title: '装配技术员', category: 'production', education: 'vocational', from: 5_500, to: 8_000 },
  { title: '供应链专员', category: 'service', education: 'junior_college', from: 5_500, to: 8_500 },
  { title: '外贸业务员', category: 'sales', education: 'junior_college', from: 5_000, to: 12_000 },
  { title: '跨境电商运营', category: 'sales', education: 'junior_college', from: 5_500, to: 10_000 },
  { title: '直播运营', category: 'sales', education: 'vocational', from: 5_000, to: 11_000 },
  { title: '新媒体编辑', category: 'design', education: 'bachelor', from: 5_500, to: 8_500 },
  { title: '视觉设计师', category: 'design', education: 'bachelor', from: 6_000, to: 10_000 },
  { title: '投资分析师', category: 'finance', education: 'master', from: 10_000, to: 18_000 },
  { title: '会计', category: 'finance', education: 'bachelor', from: 5_500, to: 8_000 },
  { title: '人事专员', category: 'administration', education: 'bachelor', from: 5_000, to: 7_500 },
  { title: '培训讲师', category: 'service', education: 'bachelor', from: 6_500, to: 11_000 },
  { title: '项目助理', category: 'administration', education: 'junior_college', from: 4_800, to: 7_000 },
  { title: '客户服务专员', category: 'service', education: 'vocational', from: 4_500, to: 6_500 },
];

export function postings(story: Story, employers: readonly Employer[]): PostingRow[] {
  const chance = chanceOf('postings');
  return [...ofTheFair(story, employers, chance), ...ofTheMonthsBefore(story, employers, chance)];
}

function ofTheFair({ openingDay }: Story, employers: readonly Employer[], chance: Chance): PostingRow[] {
  const there = employers.filter(({ atFair }) => atFair === 'there' || atFair === 'waited');
  const absent = employers.filter(({ atFair }) => atFair === 'no_show');
  // One each, the others by size.
  const shares = apportion(
    fairPostings - there.length,
    there.map(({ size }) => Math.sqrt(size)),
  );
  const plans = [
    ...there.flatMap((employer, i) => Array<Employer>(1 + shares[i]!).fill(employer)),
    ...absent.flatMap((employer) => Array<Employer>(ofOneThatDoesNotCome).fill(employer)),
  ];
  const heads = apportion(
    fairHeadcount - fairPostings,
    plans.slice(0, fairPostings).map(({ size }) => Math.sqrt(size) * (0.4 + chance.next())),
  );
  return plans.map((employer, i) => ({
    ...rowOf(`FAIR-${String(i + 1).padStart(3, '0')}`, employer, 1 + (heads[i] ?? 2), chance),
    fair_code: fairCode,
    closes_on: addDays(openingDay, chance.whole(40, 75)),
    approved_on: addDays(openingDay, -chance.whole(21, 24)),
  }));
}

/** Each is open for two to four months. */
function ofTheMonthsBefore({ start, openingDay }: Story, employers: readonly Employer[], chance: Chance): PostingRow[] {
  return Array.from({ length: history }, (_, i) => {
    const employer = employers[i % employers.length]!;
    const since = later(employer.row.verified_on, start);
    const approved_on = addDays(since, Math.floor(Math.max(0, daysBetween(since, openingDay) - 20) * chance.next()));
    const closes_on = addDays(approved_on, chance.whole(60, 120));
    return { ...rowOf(`POST-${String(i + 1).padStart(3, '0')}`, employer, chance.whole(1, 4), chance), closes_on, approved_on };
  });
}

function rowOf(code: string, { row }: Employer, headcount: number, chance: Chance) {
  const job = chance.pick(jobs);
  const more = 100 * chance.whole(0, 12);
  return {
    code,
    employer_uscc: row.uscc,
    title: job.title,
    category: job.category,
    headcount,
    salary_min_fen: 100 * (job.from + more),
    salary_max_fen: 100 * (job.to + more),
    education: job.education,
    experience_years: chance.pick([0, 0, 0, 1, 2, 3]),
    location,
    terms: chance.pick(['五险一金，双休，性别不限', '带薪年假，定期培训，应届毕业生可投', '五险一金，餐补，可申请人才公寓']),
  };
}
