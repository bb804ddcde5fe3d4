/** The scopes of the recruitment service. */
import { scopesOf } from '../scope.ts';

export const recruitmentScopes = scopesOf('recruitment', {
  records: ['employer', 'fair', 'booth', 'posting', 'candidate', 'application', 'offer', 'hire'],
  members: [
    'employer:read',
    'employer:write',
    'fair:read',
    'booth:read',
    'booth:write',
    'posting:read',
    'posting:write',
    'candidate:read',
    'application:read',
    'application:write',
    'offer:read',
    'offer:write',
    'hire:read',
    'hire:write',
  ],
  operator: {
    'recruitment:employer:verify': 'Verify employers, and lift what they are barred from',
    'recruitment:posting:review': 'Approve or reject postings',
    'recruitment:candidate:pii': 'See the personal data of candidates in clear; each look is recorded',
    'recruitment:candidate:identify': 'Hand the identity of a candidate who agreed to it to another service; each time is recorded',
    'recruitment:person:correct': 'Correct the name of a person; each correction is recorded',
  },
});
