import { aPosting } from './posting.fixture.ts';
import { findingsOf, minimumWageFen, postingRules } from './posting-rules.ts';

const today = '2025-06-16';
const rulesBy = (terms: string) => findingsOf(aPosting({ terms }), today).map(({ rule }) => rule);

describe('the rule', () => {
  it.each([
    [
      'discrimination_sex',
      ['限男性', '仅限女生', '只招男生', '招聘女文员', '男性优先', '女士优先考虑', '不招女性', '性别：男', '性别要求女', '男生优先'],
    ],
    ['discrimination_sex', ['Male preferred', 'females only', 'women only', 'must be a man', 'Male candidates preferred', 'no women']],
    ['discrimination_sex', ['性别不限，男性优先', '不限性别；限女', '限 男 性', 'any gender; male preferred']],
    [
      'discrimination_age',
      ['35岁以下', '18-35岁', '年龄不超过40', '年龄30周岁以内', '三十五岁以下', '95后优先', '年龄要求：25至35岁', '40周岁（含）以下'],
    ],
    [
      'discrimination_age',
      ['under 35 years old', 'not older than 30', 'age limit 35', 'Age: 25-35', 'aged between 20 and 30', '25 to 35 years old'],
    ],
    ['discrimination_age', ['年龄不限，35岁以下优先', '年满18周岁，35岁以下', '18周岁以上40周岁以下']],
    [
      'discrimination_origin',
      ['限本地户籍', '青岛户口优先', '本地人优先', '不招外地人', '限汉族', '少数民族勿扰', '河南人勿扰', '户籍要求：青岛'],
    ],
    ['discrimination_origin', ['locals only', 'local hukou required', 'Han Chinese only', 'no migrants', '户籍不限，青岛户口优先']],
    [
      'discrimination_family',
      ['已婚已育优先', '未婚优先', '限未婚', '两年内不得怀孕', '三年内不结婚', '孕妇勿扰', '无生育计划', '单身优先', '婚姻状况：未婚'],
    ],
    [
      'discrimination_family',
      ['unmarried', 'single applicants preferred', 'married with children', 'no plans to have children', 'must not be pregnant'],
    ],
    ['discrimination_health', ['乙肝勿扰', '乙肝携带者除外', '需做乙肝两对半', '大三阳勿投', '不招残疾人', '残疾勿扰', '无乙肝']],
    ['discrimination_health', ['no hepatitis B', 'HBV test', 'HBsAg', 'HIV negative', 'no disabled']],
    [
      'fee_charged',
      ['需缴纳押金', '入职押金500元', '培训费自理', '服装费200元', '体检费自理', '交保证金', '报名费由本人承担', '自费培训', '先交培训费'],
    ],
    ['fee_charged', ['training fee required', 'uniform deposit', 'pay a deposit', 'registration fee of 100', 'at your own expense']],
    ['looks', ['形象气质佳', '五官端正', '身高165以上', 'good-looking']],
  ])('%s finds its words: %j', (rule, cases) => {
    expect(cases.map((terms) => [terms, rulesBy(terms)])).toEqual(cases.map((terms) => [terms, [rule]]));
  });

  it('says nothing of phrases that exclude nobody', () => {
    const fine = [
      '不限性别',
      '性别不限',
      '男女不限',
      '不限男女',
      '男女均可',
      '男女皆可，年龄不限',
      '无性别要求',
      '不分男女',
      '不限性别、年龄、户籍',
      '性别年龄不限',
      '年龄不限',
      '不限年龄',
      '年满18周岁',
      '满十六周岁',
      '18周岁以上',
      '户籍不限',
      '不限户籍、民族',
      '民族不限',
      '婚否不限',
      '已婚未婚均可',
      '婚育不限',
      '提供青岛户口',
      '解决北京户口',
      '协助办理落户',
      '人才可落户青岛',
      '女职工特殊劳动保护',
      '女装设计师',
      '男装销售，负责女鞋门店',
      '产假、婚假、育儿假',
      '生育保险',
      '单身公寓',
      '服务3-6岁儿童',
      '面向18-35岁青年的创新园',
      '公司成立30年，团队50人',
      '30分钟通勤',
      '不收取任何费用',
      '免押金',
      '不收押金、培训费、服装费',
      '培训费由公司承担',
      '体检费报销',
      '公司提供带薪培训，体检费由公司承担',
      '公司支付培训费、体检费',
      '缴纳五险一金、提供工服',
      '负责培训费用核算',
      '收取客户押金并登记',
      '客户保证金监控',
      '乙肝疫苗研发',
      'HBV vaccine research',
      '不检测乙肝',
      '不歧视乙肝携带者',
      '健康证、身体健康',
      '欢迎残疾人应聘',
      'any gender, any age',
      'Regardless of sex, age or marital status',
      'male and female candidates welcome',
      'men and women welcome',
      'married or unmarried',
      'at least 18 years old',
      '18 or older',
      'no deposit, no training fees',
      'single sign-on and test coverage over 80%',
      'support under 30 minutes',
      'hukou assistance for Qingdao hukou provided',
      'manage a team of 25 to 35 engineers',
      '5年以上经验，35个项目',
      'local development and local testing only',
    ];
    expect(fine.map((terms) => [terms, rulesBy(terms)]).filter(([, rules]) => rules!.length > 0)).toEqual([]);
  });

  it('tells the words as the posting has them, once each, with the clause', () => {
    const [finding] = findingsOf(aPosting({ title: '客服（限女性）', terms: '限女性，女性优先' }), today);
    expect(finding).toMatchObject({ rule: 'discrimination_sex', kind: 'forbidden', words: ['限女性', '女性优先'] });
    expect(finding!.clause).toContain('妇女权益保障法 第四十三条');
  });

  it('holds the pay against the minimum wage of the day', () => {
    expect([minimumWageFen('2017-01-01'), minimumWageFen('2023-09-30'), minimumWageFen('2023-10-01')]).toEqual([191_000, 210_000, 220_000]);
    const at = (salary_min_fen: number, day: string) => findingsOf(aPosting({ salary_min_fen, salary_max_fen: salary_min_fen }), day);
    expect(at(220_000, today)).toEqual([]);
    expect(at(219_999, today)).toEqual([expect.objectContaining({ rule: 'below_minimum_wage', kind: 'forbidden', words: [] })]);
    expect(at(219_999, '2023-09-30')).toEqual([]);
  });

  it('forbids any fee, and leaves a wide range of pay to the reviewer', () => {
    expect(findingsOf(aPosting({ fee_fen: 1 }), today)).toEqual([expect.objectContaining({ rule: 'fee_charged', kind: 'forbidden' })]);
    const range = (max: number) => findingsOf(aPosting({ salary_min_fen: 500_000, salary_max_fen: max }), today).map(({ kind }) => kind);
    expect([range(1_500_000), range(1_500_001)]).toEqual([[], ['doubtful']]);
  });
});

it('has a code of its own and a clause for each', () => {
  const codes = postingRules.rules.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { clause } of postingRules.rules) expect(clause).toMatch(/第.+条/);
});
