/** A term 轮值期次 of the rotation: fulfilled where the member in the chair hosted an activity in it. */
import { alliance } from '@park/contracts';
import { addDays, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Entry } from '../../ledger/timeline.ts';

/** Terms that were handed over, on their last day. A member that goes on for another that is missing has no term of its own by that. */
export const termsEnded: Measure = { code: 'rotation_terms_ended', dimensions: [] };
/** Of these, those in which the member hosted at least one activity. */
export const termsFulfilled: Measure = { code: 'rotation_terms_fulfilled', dimensions: [] };

interface Term {
  code: string;
  state: string;
  kind: string;
  membership_id: string;
  from: LocalDate;
  /** Exclusive. */
  to: LocalDate;
  /** Known once it was handed over. */
  activities: number;
  /** Of a term that was skipped: the substitute is in the chair from then on. */
  skipped_from: LocalDate;
}

const map = mappingsTo<Term>();

type Head = Omit<Term, 'state' | 'activities' | 'skipped_from'> & { to_state: string };

function headOf({ code, to_state: state, kind, membership_id, from, to }: Head): Partial<Term> {
  return { code, state, kind, membership_id, from, to };
}

function moved(data: Head): { is: Partial<Term> } {
  return { is: headOf(data) };
}

export function termOf(known: Known): Partial<Term> {
  return latest(logsOf<Term>(known, 'alliance.rotation-term')[0]?.log ?? []);
}

function timeline(known: Known): Entry[] {
  const { kind, to, activities } = termOf(known);
  if (to === undefined || activities === undefined || kind === 'acting') return [];
  const lastDay = addDays(to, -1);
  return [flowEntry(termsEnded, {}, lastDay, 1), ...(activities > 0 ? [flowEntry(termsFulfilled, {}, lastDay, 1)] : [])];
}

export const rotationTerm: SubjectKind = {
  name: 'alliance.rotation-term',
  title: { zh: '轮值期次', en: 'Term of the rotation' },
  version: 3,
  // The year in which it begins, so that the rotation of a year is found without those before it.
  belongsTo: (known) => termOf(known).from?.slice(0, 4) ?? null,
  measures: [termsEnded, termsFulfilled],
  mappings: [
    map(alliance.RotationTermPlannedV1, moved),
    map(alliance.RotationTermReassignedV1, moved),
    map(alliance.RotationTermStartedV1, moved),
    map(alliance.RotationTermWithdrawnV1, moved),
    map(alliance.RotationTermHandedOverV1, (data) => ({ is: { ...headOf(data), activities: data.activities } })),
    map(alliance.RotationTermSkippedV1, (data) => ({ is: { ...headOf(data), skipped_from: data.skipped_from } })),
  ],
  timeline,
};
