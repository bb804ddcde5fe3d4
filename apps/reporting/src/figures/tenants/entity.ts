/** A market entity 市场主体 in the park. */
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries } from '../../ledger/timeline.ts';
import { dimensionsOf, entityMappings, ofEntity, staysOf } from './stay.ts';

/** Market entities in the park, day by day. */
export const entities: Measure = { code: 'entities', dimensions: ofEntity };

export const entity: SubjectKind = {
  name: 'tenants.entity',
  version: 1,
  measures: [entities],
  mappings: entityMappings,
  timeline: (known) => staysOf(known).flatMap((stay) => stockEntries(entities, dimensionsOf(stay), [stay], 1)),
};
