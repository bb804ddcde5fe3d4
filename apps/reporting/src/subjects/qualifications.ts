/** Qualifications 资质: a firm is a technology firm on the days on which it is in the park and at least one of the tech set is in force. */
import { tenants } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { hearing, latest, logs, type Known } from '../ledger/said.ts';
import { span, within, type Span } from '../ledger/spans.ts';
import { standing, type Dimensions, type Entry } from '../ledger/timeline.ts';
import type { MeasureCode } from './measures.ts';
import { dimensionsOf, type Stay } from './stay.ts';

interface Qualification {
  type: string;
  verification: string;
  valid_from: LocalDate;
  valid_to: LocalDate;
  revoked_on: LocalDate;
}

const hear = hearing<Qualification>();

/** Running out needs no event: the end of validity is known from the start. */
export const qualificationHearings = [
  hear(tenants.QualificationGrantedV1, ({ entity_id, type, verification, valid_from, valid_to }) => ({
    about: entity_id,
    is: { type, verification, valid_from, valid_to },
  })),
  hear(tenants.QualificationRenewedV1, ({ entity_id, type, verification, valid_from, valid_to }) => ({
    about: entity_id,
    is: { type, verification, valid_from, valid_to },
  })),
  hear(tenants.QualificationVerifiedV1, ({ entity_id }) => ({ about: entity_id, is: { verification: 'verified' } })),
  hear(tenants.QualificationRevokedV1, ({ entity_id, revoked_on }) => ({ about: entity_id, is: { revoked_on } })),
];

/** The set that makes a technology firm 科技型企业: every type that the park keeps. */
const techSet: readonly string[] = tenants.qualificationTypes;

interface Validity {
  type: string;
  verified: boolean;
  spans: Span[];
}

function validities(known: Known): Validity[] {
  return logs<Qualification>(known, 'qualification').map(({ log }) => {
    const { type = 'unknown', verification, revoked_on } = latest(log);
    const granted = log.flatMap(({ is }) => (is.valid_from && is.valid_to ? span(is.valid_from, is.valid_to) : []));
    return { type, verified: verification === 'verified', spans: revoked_on ? granted.flatMap((one) => cut(one, revoked_on)) : granted };
  });
}

function cut({ from, to }: Span, end: LocalDate): Span[] {
  return span(from, to < end ? to : end);
}

export function techFirm(stays: readonly Stay[], known: Known): Entry[] {
  const valid = validities(known).filter(({ type }) => techSet.includes(type));
  const types = [...new Set(valid.map(({ type }) => type))].sort();
  return [
    ...certified('tech_firms', {}, stays, valid),
    ...certified(
      'tech_firms_verified',
      {},
      stays,
      valid.filter(({ verified }) => verified),
    ),
    ...types.flatMap((type) =>
      certified(
        'tech_firms_by_type',
        { qualification: type },
        stays,
        valid.filter((one) => one.type === type),
      ),
    ),
  ];
}

/** The days on which any of the qualifications is in force, each day once. */
function certified(measure: MeasureCode, more: Dimensions, stays: readonly Stay[], valid: readonly Validity[]): Entry[] {
  const days = valid.flatMap(({ spans }) => spans);
  return within(stays, days).flatMap((stay) => standing(measure, { ...dimensionsOf(stay), ...more }, [stay], 1));
}
