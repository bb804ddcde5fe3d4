/** Applications, and what becomes of them. */
import type { Kpi } from '../../kpi/kpi.ts';
import { beganDaysAgo, flow, median, percentile } from '../../kpi/reading.ts';
import { applicationsReceived, hiresAgreed } from './application.ts';
import { hiresRetained, hiresStarted, retainedDays } from './hire.ts';
import { homesFound, homesWanted, offersAccepted, offersAnswered } from './offer.ts';

export const hireKpis: readonly Kpi[] = [
  {
    code: 'applications_received',
    name: { zh: '收到应聘', en: 'Applications received' },
    definition: {
      zh: '期间内收到的应聘，按投递之日计，含其后撤回、淘汰的；未指定期间时为截至当日的自然年度。',
      en: 'Applications made in the period, also those that were withdrawn or rejected later; without a period, in the calendar year up to the day.',
    },
    formula: 'applications_received[from, to)',
    unit: 'applications',
    version: 1,
    value: flow(applicationsReceived),
  },
  {
    code: 'offers_accepted',
    name: { zh: '接受录用', en: 'Offers accepted' },
    definition: {
      zh: '期间内被接受的录用通知，按接受之日计；未指定期间时为截至当日的自然年度。',
      en: 'Offers accepted in the period; without a period, in the calendar year up to the day.',
    },
    formula: 'offers_accepted[from, to)',
    unit: 'offers',
    version: 1,
    value: flow(offersAccepted),
  },
  {
    code: 'offer_acceptance_rate',
    name: { zh: '录用接受率', en: 'Offer acceptance rate' },
    definition: {
      zh: '期间内接受的录用通知 ÷（接受、谢绝与过期的录用通知）；撤回的和被取代的不计入。未指定期间时为截至当日的自然年度。',
      en: 'Of the offers accepted, declined or expired in the period, those accepted; withdrawn offers and earlier versions count in neither. Without a period, in the calendar year up to the day.',
    },
    formula: 'offers_accepted ÷ offers_answered',
    unit: 'percent',
    version: 1,
    value: flow(offersAccepted),
    per: flow(offersAnswered),
    times: 100,
  },
  {
    code: 'hires_started',
    name: { zh: '到岗', en: 'Hires started' },
    definition: {
      zh: '期间内实际到岗的录用，按到岗之日计；意向与未到岗的不计入，也不计入带动就业。未指定期间时为截至当日的自然年度。',
      en: 'Hires that started work in the period: no intentions, and nobody who did not come. They never add to the jobs of the park, which verified reports tell. Without a period, in the calendar year up to the day.',
    },
    formula: 'hires_started[from, to)',
    unit: 'people',
    version: 1,
    value: flow(hiresStarted),
  },
  {
    code: 'hires_retained_90d',
    name: { zh: '90天留存率', en: 'Retained after 90 days' },
    definition: {
      zh: '到岗满90天的录用中，经双方确认或社保证明仍在岗的比例；尚无结论的计入分母。指定期间时为满90天之日落在期间内的录用。',
      en: 'Of the hires that started at least 90 days ago, those proved to be still there after 90 days, by both sides or by social insurance; those of whom nothing is known count as not proved. Over a period, of those whose 90th day lies in it.',
    },
    formula: 'hires_retained(90 days ago) ÷ hires_started(90 days ago)',
    unit: 'percent',
    version: 1,
    value: beganDaysAgo(hiresRetained, retainedDays),
    per: beganDaysAgo(hiresStarted, retainedDays),
    times: 100,
  },
  {
    code: 'time_to_hire',
    name: { zh: '录用周期', en: 'Time to hire' },
    definition: {
      zh: '期间内接受的录用，自投递之日至接受之日的天数中位数；未指定期间时为截至当日的自然年度。',
      en: 'Median days from the application to the accepted offer, for offers accepted in the period that stand; without a period, in the calendar year up to the day.',
    },
    formula: 'median(hires_agreed.days)',
    unit: 'days',
    version: 1,
    value: median(hiresAgreed),
  },
  {
    code: 'time_to_hire_p90',
    name: { zh: '录用周期（90分位）', en: 'Time to hire, 90th percentile' },
    definition: {
      zh: '期间内接受的录用，自投递之日至接受之日的天数90分位数；未指定期间时为截至当日的自然年度。',
      en: 'Days within which nine of ten hires agreed in the period were agreed, counted as in the time to hire; without a period, in the calendar year up to the day.',
    },
    formula: 'percentile(hires_agreed.days, 90)',
    unit: 'days',
    version: 1,
    value: percentile(hiresAgreed, 90),
  },
  {
    code: 'hire_to_home',
    name: { zh: '录用安居率', en: 'Hire to home' },
    definition: {
      zh: '期间内接受录用并申请人才公寓的人员中，已配租的比例，按接受录用之日计；未指定期间时为截至当日的自然年度。',
      en: 'Of the candidates who accepted an offer in the period and wanted a talent apartment, those whose application led to a tenancy; without a period, in the calendar year up to the day.',
    },
    formula: 'homes_found ÷ homes_wanted',
    unit: 'percent',
    version: 1,
    value: flow(homesFound),
    per: flow(homesWanted),
    times: 100,
  },
];
