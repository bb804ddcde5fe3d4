/**
 * An enterprise 企业 of the park, as the alliance covers it: its stays in the park come from tenants, its party and league organisation from
 * the alliance, and the coverages count it on the days on which both hold. So no numerator is larger than its denominator.
 */
import { alliance } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { logsOf, mappingsTo, phases, type Known, type Phase } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { within } from '../../ledger/spans.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries, type Dimensions, type Entry } from '../../ledger/timeline.ts';
import { industry } from '../industry.ts';
import { residency, sizeClass } from '../tenants/dimensions.ts';
import { dimensionsOf, entityMappings, staysOf } from '../tenants/stay.ts';

const dimensions = [residency, industry, sizeClass];

/** Enterprises in operation and in the park. */
export const enterprises: Measure = { code: 'enterprises_operating', dimensions };
/** Of these, those with a party organisation of their own or a joint one. */
export const enterprisesWithOrg: Measure = { code: 'enterprises_with_party_org', dimensions };
export const enterprisesWithOwnOrg: Measure = { code: 'enterprises_with_own_party_org', dimensions };
/** Of these, those with a party organisation, or with an instructor, a liaison, a union or a league organisation. */
export const enterprisesCovered: Measure = { code: 'enterprises_covered_by_party_work', dimensions };
/** Of these, those with people of 35 and younger, and of them those with a league organisation. */
export const enterprisesWithYouth: Measure = { code: 'enterprises_with_youth', dimensions };
export const enterprisesWithLeague: Measure = { code: 'enterprises_with_league_org', dimensions };
/** With three full members and more, and so due to have an organisation of their own, and without one. */
export const enterprisesDueOwnOrg: Measure = { code: 'enterprises_due_own_party_org', dimensions };
/** The Constitution of the Party, article 30: three full members and more form a primary organisation. */
const fullMembersOfABranch = 3;

interface Profile {
  party_org_type: string;
  league_org_type: string;
  youth: number;
  full_members: number;
  has_instructor: boolean;
  has_liaison: boolean;
  has_union: boolean;
}

const map = mappingsTo<Profile>();

type Counted = Profile & { entity_id: string | null; counted_on: LocalDate | null };

/** From the day of the count. One that is told before the organisation is linked comes once more with the link. */
function profileOf({ entity_id, counted_on, party_org_type, league_org_type, youth, full_members, ...has }: Counted) {
  const { has_instructor, has_liaison, has_union } = has;
  return {
    subjects: entity_id !== null && counted_on !== null ? [entity_id] : [],
    ...(counted_on !== null && { on: counted_on }),
    is: { party_org_type, league_org_type, youth, full_members, has_instructor, has_liaison, has_union },
  };
}

const ownTypes = ['branch', 'general_branch', 'committee'];

function covers({ state }: Phase<Profile>): [Measure, boolean][] {
  const { party_org_type = 'none', league_org_type = 'none', youth = 0, full_members = 0, has_instructor, has_liaison, has_union } = state;
  const [hasOrg, hasLeague] = [party_org_type !== 'none', league_org_type !== 'none'];
  const hasOwn = ownTypes.includes(party_org_type);
  return [
    [enterprisesWithOrg, hasOrg],
    [enterprisesWithOwnOrg, hasOwn],
    [enterprisesDueOwnOrg, !hasOwn && full_members >= fullMembersOfABranch],
    [enterprisesCovered, hasOrg || hasLeague || [has_instructor, has_liaison, has_union].includes(true)],
    [enterprisesWithYouth, youth > 0],
    [enterprisesWithLeague, youth > 0 && hasLeague],
  ];
}

function valuesOf(stay: ReturnType<typeof staysOf>[number]): Dimensions {
  const { residency: how, industry: section, size_class } = dimensionsOf(stay) as Record<string, string>;
  return { residency: how!, industry: section!, size_class: size_class! };
}

function timeline(known: Known): Entry[] {
  const stays = staysOf(known).filter(({ state }) => state.kind === 'enterprise');
  const profiles = logsOf<Profile>(known, 'alliance.organisation').flatMap(({ log }) => phases(log));
  return stays.flatMap((stay) => [
    ...stockEntries(enterprises, valuesOf(stay), [stay], 1),
    ...profiles.flatMap((profile) =>
      covers(profile)
        .filter(([, isCovered]) => isCovered)
        .flatMap(([measure]) => stockEntries(measure, valuesOf(stay), within([{ from: stay.from, to: stay.to }], [profile]), 1)),
    ),
  ]);
}

export const enterprise: SubjectKind = {
  name: 'alliance.enterprise',
  title: { zh: '园区企业党建', en: 'Enterprise and its party organisation' },
  version: 3,
  measures: [
    enterprises,
    enterprisesWithOrg,
    enterprisesWithOwnOrg,
    enterprisesDueOwnOrg,
    enterprisesCovered,
    enterprisesWithYouth,
    enterprisesWithLeague,
  ],
  mappings: [...entityMappings, map(alliance.OrganisationProfileUpdatedV1, profileOf), map(alliance.OrganisationLinkedV1, profileOf)],
  timeline,
};
