/**
 * The evidence 报批材料 that a gathering needs before it is published: the security permit of a large one, the filing of a job fair, and
 * the emergency plan of both.
 */
import type { events } from '@park/contracts';
import { addDays, dateAt, Refusal, type LocalDate } from '@park/kernel';
import type { GatheringContent } from './gathering.ts';

export interface Evidence {
  permit_no: string | null;
  permit_applied_on: LocalDate | null;
  filing_no: string | null;
  filing_filed_on: LocalDate | null;
  /** Of the file. */
  emergency_plan_sha256: string | null;
}

export type EvidenceKind = (typeof events.evidenceKinds)[number];

/** 《大型群众性活动安全管理条例》 (国务院令第505号) 第二条, 第十三条: 1,000 people and more, applied for 20 days before. */
export const largeFrom = 1_000;
const permitDays = 20;
/** 招聘会备案, as Beijing's rules on job fairs have it (北京劳动午报 2020-09-02): filed 15 days before. */
const filingDays = 15;

export interface MissingEvidence {
  kind: EvidenceKind;
  rule: string;
  /** The last day for it; null where any day before publishing will do. */
  due_on: LocalDate | null;
}

/** As far as the rules look at it. */
type Planned = Evidence & Pick<GatheringContent, 'type' | 'starts_at' | 'expected_attendance' | 'capacity'>;

/** What the gathering lacks by the law, with the rule; none where it may be published. */
export function missingEvidence(gathering: Planned): MissingEvidence[] {
  const { type, starts_at, expected_attendance, capacity } = gathering;
  const day = dateAt(starts_at);
  const isLarge = Math.max(expected_attendance, capacity) >= largeFrom;
  const isJobFair = type === 'job_fair';
  const [permitBy, filingBy] = [addDays(day, -permitDays), addDays(day, -filingDays)];
  return [
    ...(isLarge && !isBy(gathering.permit_applied_on, permitBy)
      ? [{ kind: 'permit' as const, rule: 'large_gathering_permit_20_days', due_on: permitBy }]
      : []),
    ...(isJobFair && !isBy(gathering.filing_filed_on, filingBy)
      ? [{ kind: 'filing' as const, rule: 'job_fair_filing_15_days', due_on: filingBy }]
      : []),
    ...((isLarge || isJobFair) && gathering.emergency_plan_sha256 === null
      ? [{ kind: 'emergency_plan' as const, rule: 'emergency_plan', due_on: null }]
      : []),
  ];
}

function isBy(on: LocalDate | null, day: LocalDate): boolean {
  return on !== null && on <= day;
}

/** Throws `conflict evidence_missing` with what is missing, why, and by when. */
export function requireEvidence(gathering: Planned): void {
  const missing = missingEvidence(gathering);
  if (missing.length === 0) return;
  throw new Refusal('conflict', 'evidence_missing', `Missing or too late: ${missing.map(({ kind }) => kind).join(', ')}.`, {
    extra: { missing },
  });
}
