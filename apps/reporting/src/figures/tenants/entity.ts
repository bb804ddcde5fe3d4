/** A market entity 市场主体 in the park. */
import { daysBetween } from '@park/kernel';
import type { Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { forever, union } from '../../ledger/spans.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Entry } from '../../ledger/timeline.ts';
import { entityKind } from './dimensions.ts';
import { dimensionsOf, entityMappings, ofEntity, staysOf } from './stay.ts';

/** Market entities in the park, day by day. */
export const entities: Measure = { code: 'entities', dimensions: ofEntity };

/** Stays that began, on their first day; `days` is how long each lasted, absent while it goes on. */
export const stays: Measure = { code: 'entity_stays', dimensions: [entityKind], scale: 'days' };

/** A change of size or industry ends no stay. */
function begun(known: Known): Entry[] {
  const phases = staysOf(known);
  return union(phases).map(({ from, to }) => {
    const kind = phases.find((phase) => phase.from === from)?.state.kind ?? 'unknown';
    return flowEntry(stays, { kind, ...(to !== forever && { days: String(daysBetween(from, to)) }) }, from, 1);
  });
}

export const entity: SubjectKind = {
  name: 'tenants.entity',
  title: { zh: '市场主体', en: 'Market entity' },
  version: 3,
  measures: [entities, stays],
  mappings: entityMappings,
  timeline: (known) => [...staysOf(known).flatMap((stay) => stockEntries(entities, dimensionsOf(stay), [stay], 1)), ...begun(known)],
};
