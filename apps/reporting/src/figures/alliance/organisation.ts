/** An organisation 单位 of the alliance: counted on the days on which it is an active member. */
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries } from '../../ledger/timeline.ts';
import { memberRole, organisationKind } from './dimensions.ts';
import { membershipsOf, organisationMappings, organisationOf } from './organisation-log.ts';

export const memberOrgs: Measure = { code: 'member_orgs', dimensions: [memberRole, organisationKind] };

export const organisation: SubjectKind = {
  name: 'alliance.organisation',
  title: { zh: '联盟单位', en: 'Organisation of the alliance' },
  version: 1,
  measures: [memberOrgs],
  mappings: organisationMappings,
  timeline(known) {
    const { kind = 'unknown' } = organisationOf(known);
    return membershipsOf(known).flatMap((days) =>
      stockEntries(memberOrgs, { role: days.state.role ?? 'unknown', organisation_kind: kind }, [days], 1),
    );
  },
};
