/**
 * Qualifications 资质. An entity is a technology firm on the days on which it is in the park and at least one qualification of the
 * technology set is in force: the entity's stays and its qualifications are the members of one group.
 */
import { tenants } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { span, within, type Span } from '../../ledger/spans.ts';
import type { Member, Membership, SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries, type Dimensions, type Entry } from '../../ledger/timeline.ts';
import { qualificationType } from './dimensions.ts';
import { dimensionsOf, entityMappings, ofEntity, staysOf } from './stay.ts';

/** Entities in the park with at least one qualification of the technology set in force. */
export const techFirms: Measure = { code: 'tech_firms', dimensions: ofEntity };
/** Technology firms with at least one qualification whose evidence was verified. */
export const techFirmsVerified: Measure = { code: 'tech_firms_verified', dimensions: ofEntity };
/** The same by type of qualification: a firm with two types is in both. */
export const techFirmsByType: Measure = { code: 'tech_firms_by_type', dimensions: [...ofEntity, qualificationType] };

interface Qualification {
  entity_id: string;
  type: string;
  verification: string;
  valid_from: LocalDate;
  valid_to: LocalDate;
  revoked_on: LocalDate;
}

const map = mappingsTo<Qualification>();

type Granted = Omit<Qualification, 'revoked_on'>;

function granted({ entity_id, type, verification, valid_from, valid_to }: Granted): { is: Granted } {
  return { is: { entity_id, type, verification, valid_from, valid_to } };
}

/** A qualification ends without an event: its end is known from the grant. */
const qualificationMappings = [
  map(tenants.QualificationGrantedV1, granted),
  map(tenants.QualificationRenewedV1, granted),
  map(tenants.QualificationVerifiedV1, ({ entity_id }) => ({ is: { entity_id, verification: 'verified' } })),
  map(tenants.QualificationRevokedV1, ({ entity_id, revoked_on }) => ({ is: { entity_id, revoked_on } })),
];

/** The set that makes a technology firm 科技型企业: every type that the park keeps. */
const techSet: readonly string[] = tenants.qualificationTypes;

/** A stay of the entity, by its dimensions; or a time in which a qualification is in force. */
type Part = Dimensions | { qualification: string; verified: boolean };

function memberships(known: Known, id: string): Membership<Part>[] {
  const stays = staysOf(known).map((stay) => ({ group: id, from: stay.from, to: stay.to, as: dimensionsOf(stay) }));
  return [...stays, ...logsOf<Qualification>(known, 'tenants.qualification').flatMap(({ log }) => validities(log))];
}

function validities(log: Parameters<typeof latest<Qualification>>[0]): Membership<Part>[] {
  const { entity_id: group, type = 'unknown', verification, revoked_on } = latest(log);
  if (group === undefined || !techSet.includes(type)) return [];
  const as = { qualification: type, verified: verification === 'verified' };
  const terms = log.flatMap(({ is }) => (is.valid_from && is.valid_to ? span(is.valid_from, is.valid_to) : []));
  return terms.flatMap((term) => cut(term, revoked_on)).map((term) => ({ group, ...term, as }));
}

function cut({ from, to }: Span, end: LocalDate = to): Span[] {
  return span(from, to < end ? to : end);
}

function timeline(members: readonly Member<Part>[]): Entry[] {
  const stays = members.filter((member): member is Member<Dimensions> => !('qualification' in member.as));
  const valid = members.flatMap(({ from, to, as }) =>
    'verified' in as ? [{ from, to, type: String(as['qualification']), verified: as['verified'] === true }] : [],
  );
  const types = [...new Set(valid.map(({ type }) => type))].sort();
  const certified = (measure: Measure, days: readonly Span[], more: Dimensions = {}): Entry[] =>
    within(stays, days).flatMap((stay) => stockEntries(measure, { ...stay.as, ...more }, [stay], 1));
  return [
    ...certified(techFirms, valid),
    ...certified(
      techFirmsVerified,
      valid.filter(({ verified }) => verified),
    ),
    ...types.flatMap((type) =>
      certified(
        techFirmsByType,
        valid.filter((one) => one.type === type),
        { [qualificationType.code]: type },
      ),
    ),
  ];
}

export const qualification: SubjectKind = {
  name: 'tenants.qualification',
  title: { zh: '企业资质', en: 'Qualification' },
  version: 2,
  measures: [techFirms, techFirmsVerified, techFirmsByType],
  mappings: [...entityMappings, ...qualificationMappings],
  grouping: { memberships, timeline },
};
