/** The gatherings: held, registered for, come to. */
import type { Kpi } from '../../kpi/kpi.ts';
import { flow, stock } from '../../kpi/reading.ts';
import { gatheringsHeld, placesOffered } from './gathering.ts';
import {
  arrivals,
  persons,
  personsBySeason,
  placesAttended,
  placesConfirmed,
  registrationsMade,
  registrationsWaiting,
} from './registration.ts';

export const gatheringKpis: readonly Kpi[] = [
  {
    code: 'gatherings_held',
    name: { zh: '举办活动', en: 'Gatherings held' },
    definition: {
      zh: '期间内举办并已结束的活动场数，按活动开始之日计；未指定期间时为截至当日的自然年度。',
      en: 'Gatherings that began in the period and have ended; without a period, in the calendar year up to the day.',
    },
    formula: 'gatherings_held[from, to)',
    unit: 'gatherings',
    version: 1,
    value: flow(gatheringsHeld),
  },
  {
    code: 'registrations',
    name: { zh: '活动报名', en: 'Registrations' },
    definition: {
      zh: '期间内提交的报名数，按报名之日计，含其后取消、候补的报名；未指定期间时为截至当日的自然年度。',
      en: 'Registrations made in the period, also those that were cancelled or waited; without a period, in the calendar year up to the day.',
    },
    formula: 'registrations_made[from, to)',
    unit: 'registrations',
    version: 1,
    value: flow(registrationsMade),
  },
  {
    code: 'participants',
    name: { zh: '参与人次', en: 'Visits' },
    definition: {
      zh: '期间内签到的人次：每份报名每日首次有效签到按名额计一次，撤销的签到不计；未指定期间时为截至当日的自然年度。',
      en: 'Places checked in during the period: each registration once a day, with its places; a check-in that was reverted does not count. Without a period, in the calendar year up to the day.',
    },
    formula: 'arrivals[from, to)',
    unit: 'visits',
    version: 1,
    value: flow(arrivals),
  },
  {
    code: 'participants_distinct',
    name: { zh: '参与人数', en: 'Persons who came' },
    definition: {
      zh: '自当年1月1日至当日至少签到一次的报名人数，同一人只计一次；按活动季分组时，同一人在每个活动季各计一次。',
      en: 'Persons with at least one check-in from the first of January up to the day, each once; broken down by season, once in each season.',
    },
    formula: 'persons_attended(as_of)',
    unit: 'people',
    version: 1,
    value: stock(persons, personsBySeason),
  },
  {
    code: 'show_rate',
    name: { zh: '到场率', en: 'Show rate' },
    definition: {
      zh: '期间内开始的活动中，已签到名额 ÷ 确认名额；取消的报名不计入。未指定期间时为截至当日的自然年度。',
      en: 'Of the confirmed places of gatherings that began in the period, those that were checked in; cancelled registrations count in neither. Without a period, in the calendar year up to the day.',
    },
    formula: 'places_attended ÷ places_confirmed',
    unit: 'percent',
    version: 1,
    value: flow(placesAttended),
    per: flow(placesConfirmed),
    times: 100,
  },
  {
    code: 'fill_rate',
    name: { zh: '满员率', en: 'Fill rate' },
    definition: {
      zh: '期间内开始的活动中，确认名额 ÷ 活动容量；延期、取消的活动不计入。未指定期间时为截至当日的自然年度。',
      en: 'Confirmed places of the gatherings that began in the period ÷ their places; not of postponed and cancelled ones. Without a period, in the calendar year up to the day.',
    },
    formula: 'places_confirmed ÷ places_offered',
    unit: 'percent',
    version: 1,
    value: flow(placesConfirmed),
    per: flow(placesOffered),
    times: 100,
  },
  {
    code: 'waitlisted',
    name: { zh: '候补报名', en: 'Registrations waiting' },
    definition: {
      zh: '截至当日在候补名单中的报名数；已收到候补通知的不计入。',
      en: 'Registrations on a waiting list at the end of the day; not while places are on offer to them.',
    },
    formula: 'registrations_waiting(as_of)',
    unit: 'registrations',
    version: 1,
    value: stock(registrationsWaiting),
  },
];
