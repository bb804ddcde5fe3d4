/** Events of the doors 通道 of a member's feed: now and then a summary of what went through one, never an event for each delivery. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, id, instant } from '../fields.ts';

export const doorKinds = ['pull', 'sse', 'webhook'] as const;
/** Upper bounds, in seconds, of the classes of the time from the event to its acknowledgement; the last class is open. */
export const latencyBoundsS = [1, 2, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400] as const;

export const DoorOpenedV1 = eventType('park.feeds.door.opened.v1', {
  summary: { zh: '通道启用', en: 'Something went through a door of a member’s feed for the first time' },
  data: { code, organisation_id: id, door: z.enum(doorKinds) },
  example: { code: 'DR-000001', organisation_id: '0197a0c0-0000-7000-8000-000000000080', door: 'webhook' },
});
export const DoorSummarisedV1 = eventType('park.feeds.door.summarised.v1', {
  summary: { zh: '通道投递汇总', en: 'What went through one door of a member’s feed within a span of time' },
  data: {
    code,
    organisation_id: id,
    door: z.enum(doorKinds),
    from: instant,
    to: instant.describe('Exclusive'),
    attempted: count.describe('Attempts to deliver; for pull and SSE equal to `acknowledged`'),
    acknowledged: count.describe('Events that the member acknowledged'),
    failed: count.describe('Attempts that failed'),
    backlog: count.describe('Events of the feed that the door has not got acknowledged, at `to`'),
    latencies: z
      .array(z.object({ le_s: count.nullable().describe('Upper bound in seconds; null for the open class'), events: count }))
      .describe('Events by the time from the event to its acknowledgement; classes without events are left out'),
  },
  example: {
    code: 'DR-000001',
    organisation_id: '0197a0c0-0000-7000-8000-000000000080',
    door: 'webhook',
    from: '2025-06-16T02:00:00.000Z',
    to: '2025-06-16T02:05:00.000Z',
    attempted: 122,
    acknowledged: 120,
    failed: 2,
    backlog: 1,
    latencies: [
      { le_s: 1, events: 118 },
      { le_s: 300, events: 2 },
    ],
  },
});
