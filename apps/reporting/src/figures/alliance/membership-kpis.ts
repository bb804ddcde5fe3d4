/** Members, their activities and the chair. */
import type { Kpi } from '../../kpi/kpi.ts';
import { flow, stock } from '../../kpi/reading.ts';
import { activitiesByMode, activitiesHeld, attendance, attendanceByMode } from './activity.ts';
import { memberOrgs } from './organisation.ts';
import { termsEnded, termsFulfilled } from './rotation-term.ts';

export const membershipKpis: readonly Kpi[] = [
  {
    code: 'member_orgs',
    name: { zh: '成员单位', en: 'Member organisations' },
    definition: {
      zh: '截至当日联盟的成员单位数：已认可章程且资格有效；被暂停、申请退盟或在退盟审查中的不计入。',
      en: 'Organisations that are active members of the alliance at the end of the day: they have accepted the charter. Those that are suspended, want to leave or are under exit review do not count.',
    },
    formula: 'member_orgs(as_of)',
    unit: 'organisations',
    version: 1,
    value: stock(memberOrgs),
  },
  {
    code: 'activities',
    name: { zh: '联盟活动', en: 'Activities held' },
    definition: {
      zh: '期间内举办的联盟活动，按开始之日计，每场计一次；取消的和尚未举办的不计入。未指定期间时为截至当日的自然年度。',
      en: 'Activities of the alliance that were held in the period, each once, on the day on which it began; cancelled ones and those still to come do not count. Without a period, in the calendar year up to the day.',
    },
    formula: 'activities_held[from, to)',
    unit: 'activities',
    version: 1,
    value: flow(activitiesHeld),
  },
  {
    code: 'activities_by_mode',
    name: { zh: '各模式活动', en: 'Activities by mode' },
    definition: {
      zh: '期间内举办的联盟活动，按六种共建模式细分：兼有两种模式的一场活动在两种中均计入，合计只计一次。未指定期间时为截至当日的自然年度。',
      en: 'Activities held in the period by the six modes: an activity of two modes is in both, and the total counts it once. Without a period, in the calendar year up to the day.',
    },
    formula: 'activities_held[from, to), by mode activities_held_by_mode[from, to)',
    unit: 'activities',
    version: 1,
    value: flow(activitiesHeld, activitiesByMode),
  },
  {
    code: 'activity_attendance',
    name: { zh: '活动参加人次', en: 'Attendance at activities' },
    definition: {
      zh: '期间内举办的联盟活动的参加人次：在园区签到的以签到为准，其余以主办单位的签到表为证；按活动开始之日计。兼有两种模式的活动在两种中均计入，合计只计一次。成员单位不显示不足5人的数。未指定期间时为截至当日的自然年度。',
      en: 'Visits to the activities held in the period: as the door counted them, or by the list of the host; on the day on which the activity began. Those who came to an activity of two modes are in both, and the total counts them once. Numbers below five are not shown to members. Without a period, in the calendar year up to the day.',
    },
    formula: 'activity_attendance[from, to), by mode activity_attendance_by_mode[from, to)',
    unit: 'visits',
    version: 1,
    value: flow(attendance, attendanceByMode),
    countsPersons: true,
  },
  {
    code: 'rotation_fulfilment',
    name: { zh: '轮值履职率', en: 'Terms with an activity' },
    definition: {
      zh: '期间内结束的轮值期次中，轮值单位在任内主办过活动的比例，按期次最后一天计；代行轮值的不计入。未指定期间时为截至当日的自然年度。',
      en: 'Of the terms of the rotation that ended in the period, those in which the member in the chair hosted at least one activity, on the last day of the term; a member that goes on for another that is missing does not count. Without a period, in the calendar year up to the day.',
    },
    formula: 'rotation_terms_fulfilled ÷ rotation_terms_ended',
    unit: 'percent',
    version: 1,
    value: flow(termsFulfilled),
    per: flow(termsEnded),
    times: 100,
  },
];
