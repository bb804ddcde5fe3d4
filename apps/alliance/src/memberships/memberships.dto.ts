import { alliance } from '@park/contracts';
import { Choice, DateField, Id, ListQuery, Text, Uscc, Whole } from '@park/service-kit';
import type { MemberRole, MembershipState } from './membership.ts';

const roles = 'council 理事单位, standing 常设单位, member 成员单位, observer 观察单位';

export class ApplyForMembershipDto {
  @Id({ description: 'For the park; an organisation applies for itself', optional: true })
  organisation_id?: string;
}

export class AdmitDto {
  @Choice(alliance.memberRoles, { description: roles })
  role: MemberRole;
}

export class AcceptCharterDto {
  @Whole(1, 10_000, { description: 'The version that is accepted; it must be the one in force' })
  charter_version: number;
}

export class MembershipReasonDto {
  @Text(1000, { description: 'Names no person', example: 'absent three times without leave' })
  reason: string;
}

export class MembershipsQuery extends ListQuery {
  @Choice(alliance.membershipStates, { optional: true })
  state?: MembershipState;

  @Choice(alliance.memberRoles, { optional: true })
  role?: MemberRole;

  @Id({ optional: true })
  organisation_id?: string;

  @Uscc({ optional: true })
  uscc?: string;

  @Text(100, { description: 'Part of the code, the name or the USCC', optional: true })
  q?: string;
}

/** A row of the import: a membership of earlier times. By USCC of a known organisation; a known membership stays as it is. */
export class MembershipRow {
  @Uscc()
  uscc: string;

  @Choice(alliance.memberRoles, { description: roles })
  role: MemberRole;

  @DateField({ description: 'The day on which it accepted the charter that was in force then' })
  joined_on: string;
}
