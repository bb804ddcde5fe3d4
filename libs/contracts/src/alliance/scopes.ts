/** The scopes of the alliance service. */
import { scopesOf } from '../scope.ts';

export const allianceScopes = scopesOf('alliance', {
  records: ['organisation', 'charter', 'membership', 'rotation', 'meeting', 'task', 'need', 'resource', 'claim', 'project', 'activity'],
  members: [
    'organisation:read',
    'charter:read',
    'membership:read',
    'membership:write',
    'rotation:read',
    'rotation:write',
    'meeting:read',
    'meeting:write',
    'task:read',
    'task:write',
    'need:read',
    'need:write',
    'resource:read',
    'resource:write',
    'claim:read',
    'claim:write',
    'project:read',
    'project:write',
    'activity:read',
    'activity:write',
  ],
  operator: {
    'alliance:membership:decide': 'Admit, suspend, reinstate and remove members of the alliance',
    'alliance:rotation:approve': 'Approve the plan of a rotation',
    'alliance:organisation:pii': 'See the secretary and the liaison of an organisation in clear; each look is recorded',
    'alliance:person:correct': 'Correct the name of a person; each correction is recorded',
  },
});
