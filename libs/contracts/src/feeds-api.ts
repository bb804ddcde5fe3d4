/** The answer about the members' feeds and how they do: the shape that feeds gives, reporting passes on and the dashboard reads. */
import { z } from 'zod';
import { disabledReasons, endpointStates } from './feeds/endpoint.ts';
import { doorKinds } from './feeds/door.ts';
import { count, id, instant } from './fields.ts';

/** The worst comes first. `unused`: no reader has come, and no endpoint was verified. */
export const feedHealths = ['disabled', 'degraded', 'ok', 'unused'] as const;
export type FeedHealth = (typeof feedHealths)[number];

const backlog = count.describe('Entries of the log that are not acknowledged; of a stream those that were not written to it');

export const feedDoor = z.object({
  kind: z.enum(doorKinds),
  sent: count.nullable().describe('All up to this position were sent; of webhooks null, each endpoint has its own'),
  acknowledged: count.nullable().describe('All up to this position were acknowledged'),
  backlog: backlog.describe('Of webhooks that of the endpoint which is furthest behind'),
  moved_at: instant.nullable(),
});
export type FeedDoor = z.infer<typeof feedDoor>;

export const feedEndpoint = z.object({
  id,
  code: z.string(),
  name: z.string(),
  state: z.enum(endpointStates),
  failures: count.describe('In a row'),
  failing_since: instant.nullable(),
  last_acknowledged_at: instant.nullable(),
  disabled_reason: z.enum(disabledReasons).nullable(),
  backlog,
});
export type FeedEndpoint = z.infer<typeof feedEndpoint>;

export const memberFeed = z.object({
  organisation_id: id,
  name: z.string().nullable().describe('Null where no event has told it'),
  uscc: z.string().nullable(),
  is_open: z.boolean().describe('A membership is active'),
  moved_at: instant.describe('Since when it is open or closed'),
  last_position: count.describe('Of the newest entry of its log; 0 while there is none'),
  live_subscriptions: count,
  health: z
    .enum(feedHealths)
    .describe(
      '`disabled`: an endpoint is disabled; `degraded`: an endpoint does not acknowledge; `unused`: no reader has come and no endpoint was verified',
    ),
  doors: z.array(feedDoor),
  endpoints: z.array(feedEndpoint).describe('Without those that were revoked'),
});
export type MemberFeed = z.infer<typeof memberFeed>;

/** `GET /members` of feeds, `GET /feeds/members` of reporting. */
export const memberFeeds = z.object({
  items: z.array(memberFeed),
  next: id.nullable().describe('Cursor of the next page; null on the last one'),
  healths: z
    .record(z.enum(feedHealths), count)
    .optional()
    .describe('With `count`: the members by health, whichever of these was asked for'),
});
export type MemberFeeds = z.infer<typeof memberFeeds>;

/** As documented. */
export const someMemberFeeds: MemberFeeds = {
  items: [
    {
      organisation_id: '0197a0c0-0000-7000-8000-000000000080',
      name: '港航物流有限公司',
      uscc: '91370211MA0000A19M',
      is_open: true,
      moved_at: '2025-06-01T02:00:00.000Z',
      last_position: 4711,
      live_subscriptions: 2,
      health: 'degraded',
      doors: [
        { kind: 'pull', sent: 4711, acknowledged: 4711, backlog: 0, moved_at: '2025-07-20T01:00:01.000Z' },
        { kind: 'webhook', sent: null, acknowledged: null, backlog: 12, moved_at: '2025-07-20T01:00:00.000Z' },
      ],
      endpoints: [
        {
          id: '0197a0c0-0000-7000-8000-000000000090',
          code: 'EP-000001',
          name: '招聘系统',
          state: 'degraded',
          failures: 14,
          failing_since: '2025-07-19T22:10:00.000Z',
          last_acknowledged_at: '2025-07-19T22:09:12.000Z',
          disabled_reason: null,
          backlog: 12,
        },
      ],
    },
  ],
  next: null,
};
