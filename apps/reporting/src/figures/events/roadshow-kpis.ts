/** The roadshows and what comes of them: pitches, meetings with investors, deals. */
import type { Kpi } from '../../kpi/kpi.ts';
import { beganDaysAgo, flow, happenedWithinDays } from '../../kpi/reading.ts';
import { financing } from './deal.ts';
import { meetingsAccepted, meetingsHeld, meetingsRequested } from './match-request.ts';
import { pitchesPresented } from './pitch.ts';

const conversionDays = 180;

export const roadshowKpis: readonly Kpi[] = [
  {
    code: 'pitches',
    name: { zh: '路演项目', en: 'Pitches' },
    definition: {
      zh: '期间内完成路演的项目数，按路演之日计；未指定期间时为截至当日的自然年度。',
      en: 'Projects presented at roadshows in the period; without a period, in the calendar year up to the day.',
    },
    formula: 'pitches_presented[from, to)',
    unit: 'projects',
    version: 1,
    value: flow(pitchesPresented),
  },
  {
    code: 'match_meetings',
    name: { zh: '投融资对接', en: 'Meetings with investors' },
    definition: {
      zh: '期间内完成的投融资对接场次，按对接之日计；缺席、取消的不计入。未指定期间时为截至当日的自然年度。',
      en: 'Meetings of investors and projects held in the period, not those that somebody missed or cancelled; without a period, in the calendar year up to the day.',
    },
    formula: 'meetings_held[from, to)',
    unit: 'meetings',
    version: 1,
    value: flow(meetingsHeld),
  },
  {
    code: 'match_accept_rate',
    name: { zh: '对接接受率', en: 'Requests accepted' },
    definition: {
      zh: '期间内提出的对接申请中被接受的比例，其后取消的仍计为接受；未指定期间时为截至当日的自然年度。',
      en: 'Of the requests for meetings made in the period, those that were accepted, also where they were cancelled later; without a period, in the calendar year up to the day.',
    },
    formula: 'meetings_accepted ÷ meetings_requested',
    unit: 'percent',
    version: 1,
    value: flow(meetingsAccepted),
    per: flow(meetingsRequested),
    times: 100,
  },
  {
    code: 'deal_conversion',
    name: { zh: '对接转化率', en: 'Meetings that led to funding' },
    definition: {
      zh: '对接满180天的场次中，180天内融资到账的比例；指定期间时为满180天之日落在期间内的场次。',
      en: 'Of the meetings held at least 180 days ago, those after which the project was funded within 180 days; over a period, of those whose 180th day lies in it.',
    },
    formula: 'meetings_held(funded within 180 days) ÷ meetings_held(180 days ago)',
    unit: 'percent',
    version: 1,
    value: happenedWithinDays(meetingsHeld, conversionDays),
    per: beganDaysAgo(meetingsHeld, conversionDays),
    times: 100,
  },
  {
    code: 'financing_total',
    name: { zh: '融资额', en: 'Financing' },
    definition: {
      zh: '期间内到账的融资额（千元），按到账之日计，凭证唯一，同一凭证不重复计；未指定期间时为截至当日的自然年度。',
      en: 'Money that projects received in the period, in thousand CNY, by the day of the payment, each with its own evidence; without a period, in the calendar year up to the day.',
    },
    formula: 'financing[from, to)',
    unit: 'kcny',
    version: 1,
    value: flow(financing),
  },
];
