/** The reasons of the matcher in both languages; `{…}` stands for a number or a word of the reason. */
import type { alliance, Bilingual } from '@park/contracts';

export const reasonWords = {
  eligible: { zh: '可以对接。', en: 'It can be asked.' },
  own_need: { zh: '这是其本单位的需求。', en: 'It is its own need.' },
  has_claimed: { zh: '已认领该需求。', en: 'It has claimed this need already.' },
  observer: { zh: '观察单位，不承接需求。', en: 'It is an observer, which is not asked to give.' },
  inactive_member: { zh: '该单位目前不是有效成员。', en: 'Its owner is no active member.' },
  delisted: { zh: '资源已下架。', en: 'The resource was delisted.' },
  category_same: { zh: '类别相同（{category}）。', en: 'The category is the same ({category}).' },
  category_near: { zh: '类别相近（{category}）。', en: 'The category is a near one ({category}).' },
  category_other: { zh: '类别不同（{category}）。', en: 'The category is another one ({category}).' },
  category_offered: { zh: '近两年提供过同类资源或服务。', en: 'It offered or gave the same category in the last two years.' },
  category_offered_near: { zh: '近两年提供过相近类别。', en: 'It offered or gave a near category in the last two years.' },
  category_unknown: {
    zh: '近两年没有提供过同类或相近类别。',
    en: 'It offered neither this category nor a near one in the last two years.',
  },
  mode_same: { zh: '共建模式相同。', en: 'The mode is the same.' },
  mode_other: { zh: '共建模式不同。', en: 'The mode is another one.' },
  capacity_enough: { zh: '可提供{available}{unit}，尚需{open}{unit}。', en: 'It has {available} {unit}; {open} are still needed.' },
  capacity_part: {
    zh: '可提供{available}{unit}，不足所需的{open}{unit}。',
    en: 'It has {available} {unit}, part of the {open} still needed.',
  },
  capacity_other_unit: {
    zh: '计量单位不同（{unit}），数量需商定。',
    en: 'Its unit is another one ({unit}); how much it is has to be agreed.',
  },
  capacity_unknown: { zh: '可提供的数量需询问。', en: 'How much it can give has to be asked.' },
  no_capacity: { zh: '没有空闲时段。', en: 'It has no free slot.' },
  nothing_needed: { zh: '需求已全部落实。', en: 'Nothing is needed any more.' },
  slot_in_time: { zh: '在需求日期前有{slots}个空闲时段。', en: 'It has {slots} free slots before the day by which it is needed.' },
  no_slot_in_time: { zh: '空闲时段都在需求日期之后。', en: 'Its free slots are all after the day by which it is needed.' },
  dates_unknown: { zh: '可安排的日期需询问。', en: 'The days have to be asked.' },
  got_more: {
    zh: '近一年受助{got}次、提供{gave}次，优先询问。',
    en: 'In a year it received {got}× and gave {gave}×; it is asked first.',
  },
  balanced: { zh: '近一年受助与提供各{gave}次。', en: 'In a year it gave {gave}× and received as often.' },
  gave_more: {
    zh: '近一年提供{gave}次、受助{got}次，已多作贡献。',
    en: 'In a year it gave {gave}× and received {got}×; it has done more already.',
  },
  resolved_similar: { zh: '近两年办结同类需求{resolved}件。', en: 'It resolved {resolved} similar needs in the last two years.' },
  resolved_none: { zh: '近两年没有办结过同类需求。', en: 'It resolved no similar need in the last two years.' },
} as const satisfies Record<string, Bilingual>;

const categoryWords: Record<(typeof alliance.allianceCategories)[number], Bilingual> = {
  venue: { zh: '场地', en: 'venue' },
  mentor: { zh: '导师', en: 'mentors' },
  equipment: { zh: '设备', en: 'equipment' },
  vehicle: { zh: '车辆', en: 'vehicles' },
  policy: { zh: '政策', en: 'policy' },
  financing: { zh: '融资', en: 'financing' },
  market: { zh: '市场', en: 'market' },
  talent: { zh: '人才', en: 'talent' },
  technology: { zh: '技术', en: 'technology' },
  training: { zh: '培训', en: 'training' },
  volunteers: { zh: '志愿者', en: 'volunteers' },
  other: { zh: '其他', en: 'other' },
};

export type ReasonValues = Readonly<Record<string, string | number>>;
export type ReasonCode = keyof typeof reasonWords;
export const reasonCodes = Object.keys(reasonWords) as ReasonCode[];

export function wordsOf(code: ReasonCode, values: ReasonValues): Bilingual {
  const { zh, en } = reasonWords[code];
  return { zh: fillIn(zh, values, 'zh'), en: fillIn(en, values, 'en') };
}

function fillIn(text: string, values: ReasonValues, language: keyof Bilingual): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name]);
    return name === 'category' ? categoryWords[value as keyof typeof categoryWords][language] : value;
  });
}
