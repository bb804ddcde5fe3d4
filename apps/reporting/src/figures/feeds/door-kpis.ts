/** How the feeds of the alliance's members do: by member, which the park alone sees, and by door. */
import type { Kpi } from '../../kpi/kpi.ts';
import { flow, percentile, stock } from '../../kpi/reading.ts';
import { acknowledgements, attempts, latencies, openClassS, waiting } from './door-hour.ts';

export const doorKpis: readonly Kpi[] = [
  {
    code: 'feed_delivery_success',
    name: { zh: '订阅投递成功率', en: 'Deliveries acknowledged' },
    definition: {
      zh: '期间内向成员投递的尝试中得到成员确认的比例；一个事件重试几次即为几次尝试。拉取和实时流没有失败的尝试。未指定期间时为截至当日的自然年度。',
      en: 'Of the attempts to deliver events to members in the period, those that the member acknowledged; an event that is tried again is another attempt. Pages and streams have no attempts that fail. Without a period, in the calendar year up to the day.',
    },
    formula: 'feed_acknowledgements ÷ feed_attempts',
    unit: 'percent',
    version: 1,
    value: flow(acknowledgements),
    per: flow(attempts),
    times: 100,
  },
  {
    code: 'feed_p95_latency',
    name: { zh: '订阅投递时延（95分位）', en: 'Time to acknowledgement, 95th percentile' },
    definition: {
      zh: `期间内确认的事件，从发生到成员确认所用时间的95分位，由分档计数得出：取所在档的上限（1、2、5、10、30秒，1、5、15分钟，1、6、24小时），${openClassS}秒表示超过24小时。成员停用期间积压的事件也计入。未指定期间时为截至当日的自然年度。`,
      en: `Of the events acknowledged in the period, the 95th percentile of the time from the event to its acknowledgement. It is read from counts by class and answers with the upper bound of the class (1, 2, 5, 10, 30 seconds, 1, 5, 15 minutes, 1, 6, 24 hours); ${openClassS} seconds stand for more than 24 hours. Events that waited while the member took none count too. Without a period, in the calendar year up to the day.`,
    },
    formula: 'percentile 95 of le_s over feed_latencies[from, to)',
    unit: 'seconds',
    version: 1,
    value: percentile(latencies, 95),
  },
  {
    code: 'feed_backlog',
    name: { zh: '订阅积压', en: 'Events that wait for members' },
    definition: {
      zh: '截至当日各通道尚未得到确认的事件数，以该通道最近一次汇总为准（使用中的通道每五分钟一次）；通道两天没有汇总则不再计入。同一事件在两个通道中等待计两次。',
      en: 'Events that the doors of members’ feeds have not got acknowledged, as the last summary of each door says (every five minutes while it is used); a door without a summary for two days no longer counts. An event that waits at two doors counts twice.',
    },
    formula: 'feed_waiting(as_of)',
    unit: 'events',
    version: 1,
    value: stock(waiting),
  },
];
