/** The parts of membership 成员资格 for the module of the service: organisations, charters and memberships. */
import { ChartersController } from '../charters/charters.controller.ts';
import { ChartersJobs } from '../charters/charters.jobs.ts';
import { ChartersService } from '../charters/charters.service.ts';
import { CharterTable } from '../charters/charter.table.ts';
import { CreateCharter1766000000002 } from '../migrations/charter.migration.ts';
import { CreateMembership1766000000003 } from '../migrations/membership.migration.ts';
import { CreateOrganisation1766000000001 } from '../migrations/organisation.migration.ts';
import { ContactsService } from '../organisations/contacts.service.ts';
import { OrganisationsController } from '../organisations/organisations.controller.ts';
import { OrganisationsJobs } from '../organisations/organisations.jobs.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { OrganisationTable } from '../organisations/organisation.table.ts';
import { MembershipsController } from './memberships.controller.ts';
import { MembershipsJobs } from './memberships.jobs.ts';
import { MembershipsService } from './memberships.service.ts';
import { MembershipTable } from './membership.table.ts';
import { ProposalsService } from './proposals.service.ts';

export const membership = {
  controllers: [OrganisationsController, ChartersController, MembershipsController],
  providers: [
    ContactsService,
    ProposalsService,
    OrganisationsService,
    OrganisationsJobs,
    ChartersService,
    ChartersJobs,
    MembershipsService,
    MembershipsJobs,
  ],
  tables: [OrganisationTable, CharterTable, MembershipTable],
  migrations: [CreateOrganisation1766000000001, CreateCharter1766000000002, CreateMembership1766000000003],
  rules: {
    organisation_code: { code: 'code_taken', detail: 'An organisation with this code exists already.' },
    organisation_uscc: { code: 'uscc_taken', detail: 'An organisation with this USCC is registered already.' },
    charter_code: { code: 'code_taken', detail: 'A charter with this code exists already.' },
    charter_version_number: { code: 'concurrent_change', detail: 'Another version of the charter was drafted at the same moment.' },
    charter_in_force: { code: 'concurrent_change', detail: 'Another version of the charter was adopted at the same moment.' },
    membership_code: { code: 'code_taken', detail: 'A membership with this code exists already.' },
    membership_live: { code: 'membership_exists', detail: 'The organisation has a membership that has not ended.' },
  },
};
