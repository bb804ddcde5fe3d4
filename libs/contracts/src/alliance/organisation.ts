/** Events of the organisations 单位 that the alliance knows, members or not: which party and league organisation each has, in numbers alone. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, date, id, uscc } from '../fields.ts';

export const organisationKinds = ['enterprise', 'agency', 'institution', 'social_organisation'] as const;
/** 党支部, 联合党支部, 党总支, 党委. */
export const partyOrgTypes = ['none', 'branch', 'joint_branch', 'general_branch', 'committee'] as const;
export const leagueOrgTypes = ['none', 'own', 'joint'] as const;
/** Persons of an organisation that the alliance turns to; events never say who it is. */
export const contactRoles = ['secretary', 'liaison'] as const;

const head = { code, uscc, entity_id: id.nullable().describe('The market entity of the park, if it is one') };
const organisation = { code: 'OG-000001', uscc: '91370200264574251E', entity_id: '0197a0c0-0000-7000-8000-000000000002' };
const named = { name: z.string().describe('Of the organisation'), kind: z.enum(organisationKinds) };

/** Counts, and never who is one: party membership is sensitive personal data (PIPL, article 28). */
const profile = {
  party_org_type: z.enum(partyOrgTypes),
  full_members: count,
  probationary_members: count,
  league_org_type: z.enum(leagueOrgTypes),
  league_members: count,
  youth: count.describe('People of 35 and younger'),
  has_instructor: z.boolean().describe('A party-building instructor 党建指导员 is assigned'),
  has_liaison: z.boolean().describe('A party-building liaison 党建联络员 is assigned'),
  has_union: z.boolean().describe('There is a trade union 工会'),
};
const aProfile = {
  party_org_type: 'branch' as const,
  full_members: 7,
  probationary_members: 1,
  league_org_type: 'own' as const,
  league_members: 12,
  youth: 30,
  has_instructor: false,
  has_liaison: true,
  has_union: true,
};

export const OrganisationRegisteredV1 = eventType('park.alliance.organisation.registered.v1', {
  summary: { zh: '单位登记', en: 'An organisation was registered' },
  data: { ...head, ...named },
  example: { ...organisation, name: '青岛海尔中央空调有限公司', kind: 'enterprise' },
});
export const OrganisationChangedV1 = eventType('park.alliance.organisation.changed.v1', {
  summary: { zh: '单位信息变更', en: 'An organisation’s name or kind changed' },
  data: { code, ...named },
  example: { code: 'OG-000001', name: '青岛海尔中央空调有限公司', kind: 'enterprise' },
});
export const OrganisationProfileUpdatedV1 = eventType('park.alliance.organisation.profile-updated.v1', {
  summary: { zh: '党团组织信息更新', en: 'The party and league organisation of an organisation was counted anew' },
  data: { ...head, ...profile, counted_on: date },
  example: { ...organisation, ...aProfile, counted_on: '2025-06-01' },
});
export const OrganisationContactChangedV1 = eventType('park.alliance.organisation.contact-changed.v1', {
  summary: { zh: '联络员变更', en: 'Another person is secretary or liaison of an organisation' },
  data: { code, role: z.enum(contactRoles), since: date },
  example: { code: 'OG-000001', role: 'liaison', since: '2025-06-01' },
});
export const OrganisationLinkedV1 = eventType('park.alliance.organisation.linked.v1', {
  summary: { zh: '单位关联入园企业', en: 'An organisation is a market entity that moved in; its numbers as they stand' },
  data: { ...head, entity_id: id, ...profile, counted_on: date.nullable().describe('Null while nobody has counted') },
  example: { ...organisation, ...aProfile, counted_on: '2025-06-01' },
});
