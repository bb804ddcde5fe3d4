import { alliance } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, DateField, Flag, ListQuery, Nested, SomeOf, Text, Uscc, Whole } from '@park/service-kit';
import type { ContactRole, LeagueOrgType, OrganisationKind, PartyOrgType } from './organisation.ts';

/** More than the largest enterprise of the country has. */
const mostPeople = 1_000_000;

class OrganisationContentDto {
  @Text(200, { example: '青岛海尔中央空调有限公司' })
  name: string;

  @Choice(alliance.organisationKinds, {
    description: 'enterprise 企业, agency 机关, institution 事业单位, social_organisation 社会组织',
  })
  kind: OrganisationKind;
}

export class RegisterOrganisationDto extends OrganisationContentDto {
  @Uscc()
  uscc: string;
}

export class ChangeOrganisationDto extends SomeOf(OrganisationContentDto) {}

class PartyProfileDto {
  @Choice(alliance.partyOrgTypes, {
    description: 'none 未建, branch 党支部, joint_branch 联合党支部, general_branch 党总支, committee 党委',
  })
  party_org_type: PartyOrgType;

  @Whole(0, mostPeople, { description: 'Full party members 正式党员' })
  full_members: number;

  @Whole(0, mostPeople, { description: 'Probationary party members 预备党员' })
  probationary_members: number;

  @Choice(alliance.leagueOrgTypes, { description: 'none 未建团, own 单独建团, joint 联合建团' })
  league_org_type: LeagueOrgType;

  @Whole(0, mostPeople, { description: 'League members 团员' })
  league_members: number;

  @Whole(0, mostPeople, { description: 'People of 35 and younger' })
  youth: number;

  @Flag({ description: 'A party-building instructor 党建指导员 is assigned' })
  has_instructor: boolean;

  @Flag({ description: 'A party-building liaison 党建联络员 is assigned' })
  has_liaison: boolean;

  @Flag({ description: 'There is a trade union 工会' })
  has_union: boolean;
}

export class UpdateProfileDto extends SomeOf(PartyProfileDto) {
  @DateField({ description: 'The day of the count, not later than today', example: '2025-06-01' })
  counted_on: string;
}

export class SetContactDto {
  @Choice(alliance.contactRoles, { description: 'secretary 书记, liaison 联络员' })
  role: ContactRole;

  @Nested(() => IdentityDto)
  person: IdentityDto;
}

export class OrganisationsQuery extends ListQuery {
  @Choice(alliance.organisationKinds, { optional: true })
  kind?: OrganisationKind;

  @Choice(alliance.partyOrgTypes, { optional: true })
  party_org_type?: PartyOrgType;

  @Choice(alliance.leagueOrgTypes, { optional: true })
  league_org_type?: LeagueOrgType;

  @Uscc({ optional: true })
  uscc?: string;

  @Flag({ optional: true })
  is_resident?: boolean;

  @Text(100, { description: 'Part of the code, the name or the USCC', optional: true })
  q?: string;
}

/** A row of the import. By USCC: a new one is registered, a known one gets the name, the kind and the numbers of the file. */
export class OrganisationRow extends SomeOf(PartyProfileDto) {
  @Uscc()
  uscc: string;

  @Text(200)
  name: string;

  @Choice(alliance.organisationKinds)
  kind: OrganisationKind;

  @DateField({ description: 'The day of the count; without it the numbers must be left out', optional: true })
  counted_on?: string;
}
