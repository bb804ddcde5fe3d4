/** The scopes of the tenants service. */
import { scopesOf } from '../scope.ts';

export const tenantsScopes = scopesOf('tenants', {
  records: ['building', 'renovation', 'unit', 'entity', 'qualification', 'occupancy', 'lease', 'operating-report'],
  members: [
    'building:read',
    'unit:read',
    'entity:read',
    'qualification:read',
    'lease:read',
    'operating-report:read',
    'operating-report:write',
  ],
  operator: {
    'tenants:lease:approve': 'Approve or reject leases',
    'tenants:operating-report:verify': 'Verify, return or restate operating reports',
  },
});
