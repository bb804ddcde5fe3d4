/** A season 活动季: contributes nothing by itself, but its name stands on figures that are broken down by season. */
import { events, type Bilingual } from '@park/contracts';
import { latest, logsOf, mappingsTo, type Change, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';

export interface Season {
  code: string;
  name: string;
  name_en: string | null;
  starts_on: string;
  ends_on: string;
  state: string;
}

const map = mappingsTo<Season>();

type Told = Omit<Season, 'state'> & { to_state: string };

function contentOf({ code, name, name_en, starts_on, ends_on }: Omit<Season, 'state'>): Omit<Season, 'state'> {
  return { code, name, name_en, starts_on, ends_on };
}

function moved({ to_state, ...content }: Told): { is: Season } {
  return { is: { ...contentOf(content), state: to_state } };
}

export const season: SubjectKind = {
  name: 'events.season',
  title: { zh: '活动季', en: 'Season' },
  version: 1,
  measures: [],
  mappings: [
    map(events.SeasonPlannedV1, moved),
    map(events.SeasonChangedV1, (data) => ({ is: contentOf(data) })),
    map(events.SeasonPublishedV1, moved),
    map(events.SeasonClosedV1, moved),
    map(events.SeasonCancelledV1, moved),
  ],
};

export function seasonLogOf(known: Known): Change<Season>[] {
  return logsOf<Season>(known, 'events.season')[0]?.log ?? [];
}

export function seasonOf(known: Known): Partial<Season> {
  return latest(seasonLogOf(known));
}

export function seasonName(known: Known): Bilingual {
  const { code = '', name = code, name_en } = seasonOf(known);
  return { zh: name, en: name_en ?? name };
}
