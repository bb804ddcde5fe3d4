/** The closed loop 闭环: needs that are answered, resolutions that are followed up. */
import type { Kpi } from '../../kpi/kpi.ts';
import { flow, median, stock } from '../../kpi/reading.ts';
import { needsConfirmed, needsOpen, needsPublished, needsResolved } from './need.ts';
import { resolutionsDue, resolutionsOnTime, tasksOverdue } from './supervision.ts';

export const loopKpis: readonly Kpi[] = [
  {
    code: 'needs_open',
    name: { zh: '在办需求', en: 'Open needs' },
    definition: {
      zh: '截至当日已发布而尚未办结的需求：未经需求单位确认，也未撤回或过期。',
      en: 'Needs that were published and are not settled at the end of the day: their owners have not confirmed them, and they were neither withdrawn nor expired.',
    },
    formula: 'needs_open(as_of)',
    unit: 'needs',
    version: 1,
    value: stock(needsOpen),
  },
  {
    code: 'needs_resolved_rate',
    name: { zh: '需求办结率', en: 'Needs resolved' },
    definition: {
      zh: '期间内发布的需求中，其后经需求单位确认办结的比例，按发布之日计；撤回与过期的计入分母。未指定期间时为截至当日的自然年度。',
      en: 'Of the needs published in the period, those that their owners have confirmed since; withdrawn and expired ones count in the denominator. Without a period, in the calendar year up to the day.',
    },
    formula: 'needs_resolved ÷ needs_published',
    unit: 'percent',
    version: 1,
    value: flow(needsResolved),
    per: flow(needsPublished),
    times: 100,
  },
  {
    code: 'needs_median_days',
    name: { zh: '需求办结时长', en: 'Days to resolve a need' },
    definition: {
      zh: '期间内确认办结的需求，自发布至确认的天数中位数；未指定期间时为截至当日的自然年度。',
      en: 'Median days from the publication of a need to its confirmation, for those confirmed in the period; without a period, in the calendar year up to the day.',
    },
    formula: 'median(needs_confirmed.days)',
    unit: 'days',
    version: 1,
    value: median(needsConfirmed),
  },
  {
    code: 'resolutions_on_time',
    name: { zh: '决议按期办结率', en: 'Resolutions on time' },
    definition: {
      zh: '期间内到期的决议中，按期提交并验收办结的比例，按到期日计，改期的按最新的到期日计；经会议终止的不计入。未指定期间时为截至当日的自然年度。',
      en: 'Of the resolutions that were due in the period, those whose last task was handed in by the due day and accepted; a due day that was moved counts as it was moved last, and resolutions that a meeting dropped do not count. Without a period, in the calendar year up to the day.',
    },
    formula: 'resolutions_fulfilled_on_time ÷ resolutions_due',
    unit: 'percent',
    version: 2,
    value: flow(resolutionsOnTime),
    per: flow(resolutionsDue),
    times: 100,
  },
  {
    code: 'tasks_overdue',
    name: { zh: '超期督办', en: 'Overdue tasks' },
    definition: {
      zh: '截至当日已过到期日而尚未验收的督办任务，含已提交待验收的；延期自决定之日起按新的到期日计。',
      en: 'Supervision tasks whose due day has passed and that are not accepted at the end of the day, also those that were handed in and wait for it; a due day that was moved counts from the decision on.',
    },
    formula: 'tasks_overdue(as_of)',
    unit: 'tasks',
    version: 1,
    value: stock(tasksOverdue),
  },
];
