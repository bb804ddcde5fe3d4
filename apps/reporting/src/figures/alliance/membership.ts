/** A membership 成员资格: the organisation that it is of. What others own, host or claim names memberships, and people read names. */
import { alliance } from '@park/contracts';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';

interface Membership {
  organisation_id: string;
  state: string;
  role: string;
}

const map = mappingsTo<Membership>();

type Moved = { organisation_id: string; to_state: string };

function moved({ organisation_id, to_state: state }: Moved): { is: Partial<Membership> } {
  return { is: { organisation_id, state } };
}

function inRole({ role, ...data }: Moved & { role: string }): { is: Partial<Membership> } {
  return { is: { ...moved(data).is, role } };
}

export function membershipOf(known: Known): Partial<Membership> {
  return latest(logsOf<Membership>(known, 'alliance.membership')[0]?.log ?? []);
}

export const activePlace = 'active';

export const membership: SubjectKind = {
  name: 'alliance.membership',
  title: { zh: '成员资格', en: 'Membership of the alliance' },
  version: 1,
  // Of the members that there ever were only the present ones are listed.
  belongsTo: (known) => (membershipOf(known).state === 'active' ? activePlace : null),
  measures: [],
  mappings: [
    map(alliance.MembershipAdmittedV1, inRole),
    map(alliance.MembershipActivatedV1, inRole),
    map(alliance.MembershipRoleChangedV1, inRole),
    map(alliance.MembershipSuspendedV1, moved),
    map(alliance.MembershipReinstatedV1, moved),
    map(alliance.MembershipExitRequestedV1, moved),
    map(alliance.MembershipExitReviewOpenedV1, moved),
    map(alliance.MembershipExitedV1, moved),
    map(alliance.MembershipRemovedV1, moved),
  ],
};
