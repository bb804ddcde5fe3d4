/** As documented. */
import type { MemberFeeds } from '@park/contracts';

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
