/** The party-building alliance 党建联盟: the party organisations of the park's enterprises, in numbers, and the 36 members. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { MarketEntity } from './market-entities.ts';
import { namedTenants } from './named-organisations.ts';
import { sampleUscc, type Registered } from './sample-codes.ts';
import { earlier, later, type Story } from './story.ts';

export interface OrganisationRow {
  uscc: string;
  name: string;
  kind: 'enterprise' | 'agency' | 'institution' | 'social_organisation';
  counted_on: LocalDate;
  party_org_type: 'none' | 'branch' | 'joint_branch' | 'general_branch' | 'committee';
  full_members: number;
  probationary_members: number;
  league_org_type: 'none' | 'own' | 'joint';
  league_members: number;
  youth: number;
  has_instructor: boolean;
  has_liaison: boolean;
  has_union: boolean;
}

export interface CharterRow {
  version_number: number;
  title: string;
  sha256: string;
  in_force_from: LocalDate;
}

export interface MembershipRow {
  uscc: string;
  role: 'council' | 'standing' | 'member' | 'observer';
  joined_on: LocalDate;
}

/** A member, with what others need of it. */
export interface Member {
  row: MembershipRow;
  name: string;
  /** Compared with others; 1 is about average. */
  size: number;
}

const members = 36;
const council = 7;
const standing = 3;
const observers = 2;

/** From outside the park; invented, but for what they are. */
const outside: readonly { name: string; kind: OrganisationRow['kind']; registered: Registered; role: MembershipRow['role'] }[] = [
  { name: '示例街道党工委', kind: 'agency', registered: 'agency', role: 'standing' },
  { name: '青岛示例职业技术学院', kind: 'institution', registered: 'institution', role: 'standing' },
  { name: '示例行业商会', kind: 'social_organisation', registered: 'service_platform', role: 'member' },
];
/** Above the serials of market entities. */
const outsideSerial = 90_000;

/** Shares of the enterprises that are too small for an organisation of their own. */
const joint = 0.46;
const instructed = 0.5;
const leagueJoint = 0.44;

export function organisations(story: Story, entities: readonly MarketEntity[]): OrganisationRow[] {
  const chance = chanceOf('party organisations');
  return [
    ...entities.filter(isEnterpriseHere).map((entity) => enterprise(story, entity, chance)),
    ...outside.map((one, i) => fromOutside(story, one, i)),
  ];
}

function isNamed(name: string): boolean {
  return namedTenants.some((tenant) => tenant.name === name);
}

function isEnterpriseHere({ kind, movedInOn, departedOn }: MarketEntity): boolean {
  return kind === 'enterprise' && movedInOn !== null && departedOn === null;
}

function enterprise({ start, openingDay }: Story, { uscc, name, size, movedInOn }: MarketEntity, chance: Chance): OrganisationRow {
  const people = Math.max(1, Math.round(size * 2.6));
  const full_members = Math.max(isNamed(name) ? 4 : 0, Math.round(people * (0.08 + 0.34 * chance.next())));
  const party_org_type = isNamed(name) ? 'branch' : partyOrgOf(full_members, chance);
  const youth = Math.round(people * (0.35 + 0.5 * chance.next()));
  const league_members = Math.min(youth, Math.round(people * 0.25 * chance.next()));
  return {
    uscc,
    name,
    kind: 'enterprise',
    counted_on: earlier(addDays(later(movedInOn!, start), chance.whole(10, 45)), openingDay),
    party_org_type,
    full_members,
    probationary_members: chance.happens(0.15) ? 1 : 0,
    league_org_type: league_members >= 3 && chance.happens(0.7) ? 'own' : youth > 0 && chance.happens(leagueJoint) ? 'joint' : 'none',
    league_members,
    youth,
    has_instructor: party_org_type === 'none' && chance.happens(instructed),
    has_liaison: chance.happens(0.3),
    has_union: people >= 8 && chance.happens(0.5),
  };
}

function partyOrgOf(fullMembers: number, chance: Chance): OrganisationRow['party_org_type'] {
  if (fullMembers >= 50) return 'general_branch';
  if (fullMembers >= 3 && chance.happens(0.85)) return 'branch';
  return chance.happens(joint) ? 'joint_branch' : 'none';
}

function fromOutside({ start }: Story, { name, kind, registered }: (typeof outside)[number], i: number): OrganisationRow {
  return {
    uscc: sampleUscc(registered, outsideSerial + i),
    name,
    kind,
    counted_on: addDays(start, 20),
    party_org_type: kind === 'agency' ? 'committee' : kind === 'institution' ? 'committee' : 'branch',
    full_members: 40 - 15 * i,
    probationary_members: 2,
    league_org_type: 'own',
    league_members: 20 - 5 * i,
    youth: 30 - 8 * i,
    has_instructor: false,
    has_liaison: true,
    has_union: true,
  };
}

export function charters({ start, openingDay }: Story): CharterRow[] {
  return [
    { version_number: 1, title: '闯创驿活力园区党建联盟章程', sha256: 'c1'.repeat(32), in_force_from: addDays(start, 20) },
    { version_number: 2, title: '闯创驿活力园区党建联盟章程（修订）', sha256: 'c2'.repeat(32), in_force_from: addDays(openingDay, -200) },
  ];
}

/** Of those with a party organisation of their own, the ones that the article names first. */
export function memberships(story: Story, entities: readonly MarketEntity[], rows: readonly OrganisationRow[]): Member[] {
  const chance = chanceOf('members of the alliance');
  const byUscc = new Map(rows.map((row) => [row.uscc, row]));
  const first = charters(story)[0]!.in_force_from;
  const fit = entities
    .filter((entity) => isEnterpriseHere(entity) && !['none', 'joint_branch'].includes(byUscc.get(entity.uscc)!.party_org_type))
    .sort((a, b) => rankOf(b, first) - rankOf(a, first) || b.size - a.size);
  const inside = fit.slice(0, members - outside.length).map((entity, i): Member => {
    const earliest = later(later(entity.movedInOn!, byUscc.get(entity.uscc)!.counted_on), first);
    const joined_on = addDays(earliest, chance.whole(0, Math.min(60, daysBetween(earliest, story.openingDay))));
    return { row: { uscc: entity.uscc, role: roleOf(i), joined_on }, name: entity.name, size: entity.size };
  });
  const agencies = rows
    .slice(-outside.length)
    .map(({ uscc, name }, i): Member => ({ row: { uscc, role: outside[i]!.role, joined_on: addDays(first, 5 + i) }, name, size: 5 }));
  return [...inside, ...agencies];
}

/** The named ones, then those that were there when the alliance began: these can have a history in it. */
function rankOf({ name, movedInOn }: MarketEntity, first: LocalDate): number {
  return isNamed(name) ? 2 : Number(movedInOn! <= first);
}

function roleOf(place: number): MembershipRow['role'] {
  if (place < council) return 'council';
  if (place < council + standing - 2) return 'standing';
  return place >= members - outside.length - observers ? 'observer' : 'member';
}
