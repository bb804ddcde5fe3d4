/** The public programme 公开日程: what anybody may know of a season and of its gatherings, and nothing else. */
import { dateAt, type LocalDate } from '@park/kernel';
import type { Gathering, GatheringState, GatheringType } from '../gatherings/gathering.ts';
import { isOpen } from '../registrations/opening.ts';
import type { Season } from '../seasons/season.ts';

export interface PublicSeason {
  code: string;
  name: string;
  name_en: string | null;
  starts_on: LocalDate;
  ends_on: LocalDate;
  state: Season['state'];
}

export interface PublicGathering {
  code: string;
  type: GatheringType;
  season_code: string | null;
  title: string;
  title_en: string | null;
  venue: string;
  starts_at: Date;
  ends_at: Date;
  /** The park's date; null while it is postponed. */
  on: LocalDate | null;
  state: GatheringState;
  takes_registrations: boolean;
}

export function publicSeason({ code, name, name_en, starts_on, ends_on, state }: Season): PublicSeason {
  return { code, name, name_en, starts_on, ends_on, state };
}

export function publicGathering(gathering: Gathering, season_code: string | null, now: Date): PublicGathering {
  const { code, type, title, title_en, venue, starts_at, ends_at, state } = gathering;
  return {
    code,
    type,
    season_code,
    title,
    title_en,
    venue,
    starts_at,
    ends_at,
    on: state === 'postponed' ? null : dateAt(starts_at),
    state,
    takes_registrations: isOpen(gathering, now),
  };
}
