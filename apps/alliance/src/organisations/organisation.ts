/**
 * An organisation 单位 that the alliance knows, member or not: an enterprise of the park or an agency from outside, with its party and
 * league organisation in numbers, and the persons that the alliance turns to.
 */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import { amended, invalid, rowOf, type Aggregate, type LocalDate, type NewIdentity } from '@park/kernel';

export type OrganisationKind = (typeof alliance.organisationKinds)[number];
export type PartyOrgType = (typeof alliance.partyOrgTypes)[number];
export type LeagueOrgType = (typeof alliance.leagueOrgTypes)[number];
export type ContactRole = (typeof alliance.contactRoles)[number];

export interface OrganisationContent {
  name: string;
  kind: OrganisationKind;
}

/** Counts, never lists of who is one. */
export interface PartyProfile {
  party_org_type: PartyOrgType;
  full_members: number;
  probationary_members: number;
  league_org_type: LeagueOrgType;
  league_members: number;
  /** 35 and younger. */
  youth: number;
  has_instructor: boolean;
  has_liaison: boolean;
  has_union: boolean;
}

export interface Organisation extends Aggregate, OrganisationContent, PartyProfile {
  uscc: string;
  /** Of the market entity that it is, once tenants has told of one with its USCC. */
  entity_id: string | null;
  /** Moved in and not departed. */
  is_resident: boolean;
  moved_in_on: LocalDate | null;
  departed_on: LocalDate | null;
  /** The day of the last count; null while nobody has counted. */
  counted_on: LocalDate | null;
  /** Of the register of persons, with the masked names; null where nobody is named. */
  secretary_id: string | null;
  secretary_masked: string | null;
  liaison_id: string | null;
  liaison_masked: string | null;
  /** Since when the persons are not needed any more; null while they are. */
  contacts_idle_since: LocalDate | null;
}

const notCounted: PartyProfile = {
  party_org_type: 'none',
  full_members: 0,
  probationary_members: 0,
  league_org_type: 'none',
  league_members: 0,
  youth: 0,
  has_instructor: false,
  has_liaison: false,
  has_union: false,
};

/** 中国共产党章程 第三十条: where there are so many full members a party organisation is to be set up. */
export const membersForOwnBranch = 3;

export interface Link {
  entity_id: string | null;
  is_resident: boolean;
}

export function register(identity: NewIdentity, uscc: string, content: OrganisationContent, link: Link): Decision<Organisation> {
  const next: Organisation = {
    ...rowOf(identity),
    ...content,
    ...notCounted,
    ...link,
    uscc,
    moved_in_on: null,
    departed_on: null,
    counted_on: null,
    secretary_id: null,
    secretary_masked: null,
    liaison_id: null,
    liaison_masked: null,
    contacts_idle_since: null,
  };
  const { name, kind } = next;
  return { next, events: [occurred(alliance.OrganisationRegisteredV1, identity.today, { ...headOf(next), name, kind })] };
}

/** No event where nothing changes. */
export function changeContent(organisation: Organisation, change: Partial<OrganisationContent>, today: LocalDate): Decision<Organisation> {
  const next = amended(organisation, change);
  if (next === organisation) return unchanged(organisation);
  const { code, name, kind } = next;
  return { next, events: [occurred(alliance.OrganisationChangedV1, today, { code, name, kind })] };
}

/** No event where the numbers stay. Throws `invalid in_future`, `invalid older_count`. */
export function updateProfile(
  organisation: Organisation,
  profile: Partial<PartyProfile>,
  counted_on: LocalDate,
  today: LocalDate,
): Decision<Organisation> {
  if (counted_on > today) throw invalid('/counted_on', 'in_future', 'counted_on must not be later than today.');
  if (organisation.counted_on !== null && counted_on < organisation.counted_on)
    throw invalid(
      '/counted_on',
      'older_count',
      `counted_on must not be earlier than ${organisation.counted_on}, the day of the last count.`,
    );
  const counted = amended(organisation, profile);
  if (counted === organisation && organisation.counted_on !== null) return unchanged(organisation);
  const next: Organisation = { ...counted, counted_on };
  return {
    next,
    events: [occurred(alliance.OrganisationProfileUpdatedV1, counted_on, { ...headOf(next), ...profileOf(next), counted_on })],
  };
}

export function profileOf(of: PartyProfile): PartyProfile {
  const { party_org_type, full_members, probationary_members, league_org_type, league_members, youth } = of;
  const { has_instructor, has_liaison, has_union } = of;
  return {
    party_org_type,
    full_members,
    probationary_members,
    league_org_type,
    league_members,
    youth,
    has_instructor,
    has_liaison,
    has_union,
  };
}

/** The same person changes nothing. */
export function setContact(
  organisation: Organisation,
  role: ContactRole,
  person: { id: string; name_masked: string },
  today: LocalDate,
): Decision<Organisation> {
  if (organisation[`${role}_id`] === person.id) return unchanged(organisation);
  const next: Organisation = { ...organisation, [`${role}_id`]: person.id, [`${role}_masked`]: person.name_masked };
  return { next, events: [occurred(alliance.OrganisationContactChangedV1, today, { code: next.code, role, since: today })] };
}

/** The market entity with its USCC has moved in (flow F1): its numbers count for it from now on. No event where that is known. */
export function link(organisation: Organisation, entity_id: string, moved_in_on: LocalDate): Decision<Organisation> {
  if (organisation.entity_id === entity_id && organisation.is_resident) return unchanged(organisation);
  const next: Organisation = { ...organisation, entity_id, is_resident: true, moved_in_on, departed_on: null };
  const data = { ...headOf(next), entity_id, ...profileOf(next), counted_on: next.counted_on };
  return { next, events: [occurred(alliance.OrganisationLinkedV1, moved_in_on, data)] };
}

/** The market entity has left (flow F2): tenants has told the park of it already. */
export function noteDeparture(organisation: Organisation, departed_on: LocalDate): Organisation {
  return { ...organisation, is_resident: false, departed_on };
}

/** Whether it has a party organisation of its own, or as many members as ought to have one (flow F1); null where neither holds. */
export function proposalGround({ party_org_type, full_members }: PartyProfile): (typeof alliance.proposalGrounds)[number] | null {
  if (party_org_type !== 'none' && party_org_type !== 'joint_branch') return 'party_org';
  return full_members >= membersForOwnBranch ? 'three_members' : null;
}

function headOf({ code, uscc, entity_id }: Organisation) {
  return { code, uscc, entity_id };
}
