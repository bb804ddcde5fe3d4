/** The scopes of the housing service. */
import { scopesOf } from '../scope.ts';

export const housingScopes = scopesOf('housing', {
  records: ['apartment', 'application', 'tenancy'],
  members: ['apartment:read', 'application:read', 'application:write', 'tenancy:read'],
  operator: {
    'housing:application:decide': 'Decide on the eligibility of applicants',
    'housing:application:pii': 'See applicants’ personal data in clear; each look is recorded',
    'housing:person:correct': 'Correct the name of a person; each correction is recorded',
  },
});
