/** The scopes of the events service. */
import { scopesOf } from '../scope.ts';

export const eventsScopes = scopesOf('events', {
  records: ['season', 'gathering', 'registration', 'check-in', 'project', 'pitch', 'expert', 'investor', 'match', 'deal'],
  members: ['season:read', 'gathering:read', 'registration:read'],
  operator: {
    'events:gathering:approve': 'Approve or reject gatherings',
    'events:registration:pii': 'See the personal data of those registered in clear; each look is recorded',
    'events:person:correct': 'Correct the name of a person; each correction is recorded',
    'events:roadshow:judge': 'Fill in and submit score sheets',
    'events:roadshow:decide': 'Screen pitches, reopen score sheets, publish rankings',
  },
});
