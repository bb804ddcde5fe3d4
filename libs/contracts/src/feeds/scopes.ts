/** The scopes of the feeds service. */
import { scopesOf } from '../scope.ts';

export const feedsScopes = scopesOf('feeds', {
  records: ['subscription', 'endpoint'],
  members: ['subscription:read', 'subscription:write', 'endpoint:read', 'endpoint:write', 'feed:read'],
  others: { 'feeds:feed:read': 'Read the feed of one’s own organisation' },
  operator: {
    'feeds:health:read': 'See the doors of all members, and how they do',
    'feeds:endpoint:disable': 'Disable the endpoint of a member',
  },
});
