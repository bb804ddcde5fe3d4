/** The job fairs, and the postings that are open. */
import type { Kpi } from '../../kpi/kpi.ts';
import { flow, median, percentile, stock } from '../../kpi/reading.ts';
import { seekersEntered } from '../events/registration.ts';
import { boothsCheckedIn, boothsConfirmed, boothsMissed } from './booth.ts';
import { headcountOpen, openingsFilled, postingsOpen } from './posting.ts';

export const fairKpis: readonly Kpi[] = [
  {
    code: 'employers_at_fair',
    name: { zh: '参会企业', en: 'Employers at fairs' },
    definition: {
      zh: '期间内的招聘会上已签到的用人单位，每场每单位计一次；未指定期间时为截至当日的自然年度。',
      en: 'Employers that checked in at job fairs of the period, once for each fair; without a period, in the calendar year up to the day.',
    },
    formula: 'booths_checked_in[from, to)',
    unit: 'entities',
    version: 1,
    value: flow(boothsCheckedIn),
  },
  {
    code: 'employers_confirmed',
    name: { zh: '确认参会企业', en: 'Employers confirmed for fairs' },
    definition: {
      zh: '期间内的招聘会上展位已确认且未取消的用人单位，含递补与爽约的；未指定期间时为截至当日的自然年度。',
      en: 'Employers with a confirmed booth at job fairs of the period, also from the waiting list and also those that did not come, without those that cancelled; without a period, in the calendar year up to the day.',
    },
    formula: 'booths_confirmed[from, to)',
    unit: 'entities',
    version: 1,
    value: flow(boothsConfirmed),
  },
  {
    code: 'booth_no_show_rate',
    name: { zh: '展位爽约率', en: 'Booth no-show rate' },
    definition: {
      zh: '期间内的招聘会上，未按时签到而被释放的展位 ÷ 确认的展位；未指定期间时为截至当日的自然年度。',
      en: 'Of the confirmed booths of job fairs of the period, those released because the employer did not check in; without a period, in the calendar year up to the day.',
    },
    formula: 'booths_missed ÷ booths_confirmed',
    unit: 'percent',
    version: 1,
    value: flow(boothsMissed),
    per: flow(boothsConfirmed),
    times: 100,
  },
  {
    code: 'seekers_entered',
    name: { zh: '招聘会进场', en: 'Job fair entries' },
    definition: {
      zh: '期间内招聘会活动的签到人次，即活动签到数，不另行统计；未指定期间时为截至当日的自然年度。',
      en: 'Places checked in at gatherings that are job fairs in the period: the check-ins themselves, not a count beside them. Without a period, in the calendar year up to the day.',
    },
    formula: 'seekers_entered[from, to)',
    unit: 'visits',
    version: 1,
    value: flow(seekersEntered),
  },
  {
    code: 'postings_open',
    name: { zh: '在招岗位', en: 'Open postings' },
    definition: {
      zh: '截至当日已发布且未暂停、未关闭的岗位。',
      en: 'Postings that are published at the end of the day, not those that are paused or closed.',
    },
    formula: 'postings_open(as_of)',
    unit: 'postings',
    version: 1,
    value: stock(postingsOpen),
  },
  {
    code: 'headcount_open',
    name: { zh: '在招人数', en: 'Open headcount' },
    definition: {
      zh: '截至当日在招岗位中尚未录满的名额。',
      en: 'Openings of the open postings that nobody fills at the end of the day.',
    },
    formula: 'headcount_open(as_of)',
    unit: 'people',
    version: 1,
    value: stock(headcountOpen),
  },
  {
    code: 'time_to_fill',
    name: { zh: '岗位招满周期', en: 'Time to fill' },
    definition: {
      zh: '期间内录满的名额，自发布（或再次空出）之日至接受录用之日的天数中位数；未指定期间时为截至当日的自然年度。',
      en: 'Median days from the publication of an opening, or from the day on which it was open again, to the acceptance that filled it, for openings filled in the period; without a period, in the calendar year up to the day.',
    },
    formula: 'median(openings_filled.days)',
    unit: 'days',
    version: 1,
    value: median(openingsFilled),
  },
  {
    code: 'time_to_fill_p90',
    name: { zh: '岗位招满周期（90分位）', en: 'Time to fill, 90th percentile' },
    definition: {
      zh: '期间内录满的名额，自发布（或再次空出）之日至接受录用之日的天数90分位数；未指定期间时为截至当日的自然年度。',
      en: 'Days within which nine of ten openings filled in the period were filled, counted as in the time to fill; without a period, in the calendar year up to the day.',
    },
    formula: 'percentile(openings_filled.days, 90)',
    unit: 'days',
    version: 1,
    value: percentile(openingsFilled, 90),
  },
];
