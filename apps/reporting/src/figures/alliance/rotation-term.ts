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
  kind: string;
  to: LocalDate;
  activities: number;
}

const map = mappingsTo<Term>();

function timeline(known: Known): Entry[] {
  const { kind, to, activities } = latest(logsOf<Term>(known, 'alliance.rotation-term')[0]?.log ?? []);
  if (to === undefined || activities === undefined || kind === 'acting') return [];
  const lastDay = addDays(to, -1);
  return [flowEntry(termsEnded, {}, lastDay, 1), ...(activities > 0 ? [flowEntry(termsFulfilled, {}, lastDay, 1)] : [])];
}

export const rotationTerm: SubjectKind = {
  name: 'alliance.rotation-term',
  title: { zh: '轮值期次', en: 'Term of the rotation' },
  version: 1,
  measures: [termsEnded, termsFulfilled],
  mappings: [map(alliance.RotationTermHandedOverV1, ({ code, kind, to, activities }) => ({ is: { code, kind, to, activities } }))],
  timeline,
};
