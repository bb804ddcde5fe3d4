/** The review 报审 of a gathering: its evidence recorded, submitted, decided on by somebody else, published. */
import { events, occurred, type Decision } from '@park/contracts';
import { dateAt, invalid, move, Refusal, requireDay, type LocalDate } from '@park/kernel';
import { requireEvidence, type Evidence } from './evidence.ts';
import { plannedFrom } from './gathering-times.ts';
import { announced, contentOf, gatheringMachine, headOf, type Gathering } from './gathering.ts';

/** A permit or filing has a number and a day, an emergency plan a file. */
export type NewEvidence =
  | { kind: 'permit' | 'filing'; reference: string; applied_on: LocalDate; sha256: string | null }
  | { kind: 'emergency_plan'; sha256: string };

/** Throws `invalid in_future`, `invalid day_too_early`. */
export function recordEvidence(gathering: Gathering, evidence: NewEvidence, today: LocalDate): Decision<Gathering> {
  move(gatheringMachine, gathering.state, 'record_evidence');
  if (evidence.kind !== 'emergency_plan') {
    if (evidence.applied_on > today) throw invalid('/applied_on', 'in_future', 'applied_on must not be later than today.');
    requireDay('applied_on', evidence.applied_on, { from: plannedFrom(gathering.starts_at) });
  }
  const next: Gathering = { ...gathering, ...asColumns(evidence) };
  const { kind, sha256 } = evidence;
  const { reference, applied_on } = evidence.kind === 'emergency_plan' ? { reference: null, applied_on: null } : evidence;
  const data = { ...headOf(next, gathering.state), kind, reference, applied_on, sha256 };
  return { next, events: [occurred(events.GatheringEvidenceRecordedV1, today, data)] };
}

function asColumns(evidence: NewEvidence): Partial<Evidence> {
  switch (evidence.kind) {
    case 'permit':
      return { permit_no: evidence.reference, permit_applied_on: evidence.applied_on };
    case 'filing':
      return { filing_no: evidence.reference, filing_filed_on: evidence.applied_on };
    case 'emergency_plan':
      return { emergency_plan_sha256: evidence.sha256 };
  }
}

export function submit(gathering: Gathering, by: string, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'submit'), submitted_by: by, approved_by: null };
  return { next, events: [occurred(events.GatheringSubmittedV1, today, headOf(next, gathering.state))] };
}

/** Throws `forbidden segregation_of_duties`. */
export function approve(gathering: Gathering, by: string, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'approve'), approved_by: by };
  requireOther(gathering, by);
  return { next, events: [occurred(events.GatheringApprovedV1, today, headOf(next, gathering.state))] };
}

/** Throws `forbidden segregation_of_duties`. */
export function reject(gathering: Gathering, by: string, reason: string, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'reject') };
  requireOther(gathering, by);
  return { next, events: [occurred(events.GatheringRejectedV1, today, { ...headOf(next, gathering.state), reason })] };
}

export function withdraw(gathering: Gathering, reason: string, today: LocalDate): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'withdraw'), approved_by: null };
  return { next, events: [occurred(events.GatheringWithdrawnV1, today, { ...headOf(next, gathering.state), reason })] };
}

/** Throws `conflict evidence_missing`, `conflict start_passed`. */
export function publish(gathering: Gathering, now: Date): Decision<Gathering> {
  const published = publishAsHistory(gathering, now);
  if (gathering.starts_at <= now) throw new Refusal('conflict', 'start_passed', 'A gathering is published before it begins.');
  return published;
}

/** For one that took place before the park kept it here. Throws `conflict evidence_missing`. */
export function publishAsHistory(gathering: Gathering, now: Date): Decision<Gathering> {
  const next: Gathering = { ...gathering, state: move(gatheringMachine, gathering.state, 'publish'), announced_at: now };
  requireEvidence(next);
  const data = { ...headOf(next, gathering.state), ...contentOf(next) };
  return { next, events: [announced(next, events.GatheringPublishedV1, dateAt(now), data)] };
}

/** Throws `forbidden segregation_of_duties`. */
function requireOther({ submitted_by }: Gathering, by: string): void {
  if (by !== submitted_by) return;
  throw new Refusal('forbidden', 'segregation_of_duties', 'The person who submitted a gathering must not decide on it.');
}
