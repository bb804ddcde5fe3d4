/** The history of an organisation 单位 and its memberships, by day. */
import { alliance, type Bilingual } from '@park/contracts';
import { latest, logsOf, mappingsTo, phases, type Known, type Phase } from '../../ledger/log.ts';

interface Organisation {
  code: string;
  name: string;
  kind: string;
}

interface Membership {
  state: string;
  role: string;
}

const map = mappingsTo<Organisation>();
const mapMembership = mappingsTo<Membership>();

type Moved = { organisation_id: string; to_state: string };

function moved({ organisation_id, to_state }: Moved) {
  return { subjects: organisation_id, is: { state: to_state } };
}

function inRole({ role, ...data }: Moved & { role: string }) {
  return { subjects: data.organisation_id, is: { state: data.to_state, role } };
}

export const organisationMappings = [
  map(alliance.OrganisationRegisteredV1, ({ code, name, kind }) => ({ is: { code, name, kind } })),
  map(alliance.OrganisationChangedV1, ({ code, name, kind }) => ({ is: { code, name, kind } })),
  mapMembership(alliance.MembershipActivatedV1, inRole),
  mapMembership(alliance.MembershipRoleChangedV1, inRole),
  mapMembership(alliance.MembershipSuspendedV1, moved),
  mapMembership(alliance.MembershipReinstatedV1, moved),
  mapMembership(alliance.MembershipExitRequestedV1, moved),
  mapMembership(alliance.MembershipExitReviewOpenedV1, moved),
  mapMembership(alliance.MembershipExitedV1, moved),
  mapMembership(alliance.MembershipRemovedV1, moved),
];

export function organisationOf(known: Known): Partial<Organisation> {
  return latest(logsOf<Organisation>(known, 'alliance.organisation')[0]?.log ?? []);
}

export function organisationName(known: Known): Bilingual {
  const { code = '', name = code } = organisationOf(known);
  return { zh: name, en: name };
}

/** The days on which it was an active member, by its role. */
export function membershipsOf(known: Known): Phase<Membership>[] {
  return logsOf<Membership>(known, 'alliance.membership').flatMap(({ log }) => phases(log).filter(({ state }) => state.state === 'active'));
}
