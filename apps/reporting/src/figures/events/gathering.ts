/** A gathering 活动: held once it has ended, with its places on the day on which it takes place. */
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Entry } from '../../ledger/timeline.ts';
import { atGathering, gatheringType, inSeason } from './dimensions.ts';
import { gatheringMappings, gatheringOf } from './gathering-log.ts';

/** Gatherings that have ended, on the day on which they began. */
export const gatheringsHeld: Measure = { code: 'gatherings_held', dimensions: [inSeason, gatheringType] };

/** Places of gatherings that take place or took place, on the day on which they begin. */
export const placesOffered: Measure = { code: 'places_offered', dimensions: [inSeason, atGathering, gatheringType] };

export const takesPlace = ['published', 'ongoing', 'ended', 'archived'];

export const gathering: SubjectKind = {
  name: 'events.gathering',
  title: { zh: '活动', en: 'Gathering' },
  version: 2,
  measures: [gatheringsHeld, placesOffered],
  mappings: gatheringMappings,
  timeline(known, id): Entry[] {
    const { state = '', type = 'unknown', season_id, gathering_on, capacity = 0 } = gatheringOf(known);
    if (!gathering_on || !takesPlace.includes(state)) return [];
    const of = { season: season_id ?? 'none', gathering_type: type };
    const isOver = state === 'ended' || state === 'archived';
    return [
      flowEntry(placesOffered, { ...of, gathering: id }, gathering_on, capacity),
      ...(isOver ? [flowEntry(gatheringsHeld, of, gathering_on, 1)] : []),
    ];
  },
  belongsTo: (known) => gatheringOf(known).season_id ?? null,
};
