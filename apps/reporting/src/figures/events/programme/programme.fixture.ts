/** A season for specs: gatherings with those who registered, wait and came. Days and times are the park's. */
import { events } from '@park/contracts';
import type { Story } from '../../events.fixture.ts';

/** A UUID that is the same in every run; `kind` keeps the ids of different things apart. */
export function idOf(kind: string, n: number): string {
  const digits = [...kind].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 65_536, 7);
  return `0197a0c0-${digits.toString(16).padStart(4, '0')}-7000-8000-${String(n).padStart(12, '0')}`;
}

/** 09:10 on the park's day is an instant. */
export function at(day: string, clock: string): string {
  return new Date(`${day}T${clock}:00+08:00`).toISOString();
}

export interface Place {
  id: string;
  season_id: string | null;
  type: (typeof events.gatheringTypes)[number];
  code: string;
  title: string;
  title_en: string;
  venue: string;
  day: string;
  from: string;
  to: string;
  capacity: number;
  visibility?: (typeof events.gatheringVisibilities)[number];
}

const steps = {
  in_review: events.GatheringSubmittedV1,
  approved: events.GatheringApprovedV1,
  published: events.GatheringPublishedV1,
  postponed: events.GatheringPostponedV1,
  ongoing: events.GatheringStartedV1,
  ended: events.GatheringEndedV1,
  cancelled: events.GatheringCancelledV1,
};
export type Step = keyof typeof steps;

/** Drafted on a day, and taken through these states. */
export function tellGathering(story: Story, place: Place, drafted_on: string, states: readonly Step[]): Story {
  const { id, season_id, type, code, day, from, to, visibility = 'public', title, title_en, venue, capacity } = place;
  const head = { code, type, season_id, gathering_on: day };
  const content = { title, title_en, venue, capacity, visibility, starts_at: at(day, from), ends_at: at(day, to) };
  story.tell(events.GatheringDraftedV1, id, drafted_on, { ...head, ...content, from_state: null, to_state: 'draft' });
  for (const to_state of states) {
    const data = { ...head, ...content, to_state, ...(to_state === 'postponed' && { gathering_on: null }) };
    const { capacity: _, ...moved } = data;
    story.tell<object>(steps[to_state], id, drafted_on, to_state === 'published' ? data : moved);
  }
  return story;
}

export interface Crowd {
  /** The first is `from`, so that several crowds of a gathering do not share their registrations. */
  from?: number;
  confirmed?: number;
  waiting?: number;
  /** When those of the confirmed came that did. */
  came?: readonly string[];
}

/** One place each, registered on a day. */
export function tellCrowd(
  story: Story,
  place: Place,
  registered_on: string,
  { from = 0, confirmed = 0, waiting = 0, came = [] }: Crowd,
): Story {
  for (let n = 0; n < confirmed + waiting; n++) {
    const registration = idOf(`registration of ${place.id}`, from + n);
    const of = {
      code: `ER-${place.code}-${from + n}`,
      gathering_id: place.id,
      gathering_type: place.type,
      season_id: place.season_id,
      gathering_on: place.day,
      person_id: idOf(`person of ${place.id}`, from + n),
      places: 1,
    };
    story.tell(events.RegistrationCreatedV1, registration, registered_on, { ...of, to_state: 'pending' });
    if (n >= confirmed) {
      story.tell(events.RegistrationWaitlistedV1, registration, registered_on, { ...of, to_state: 'waitlisted', position: n });
      continue;
    }
    story.tell(events.RegistrationConfirmedV1, registration, registered_on, { ...of, to_state: 'confirmed' });
    const scanned_at = came[n];
    if (scanned_at === undefined) continue;
    story.tell(events.RegistrationCheckedInV1, registration, place.day, {
      ...of,
      to_state: 'checked_in',
      scanned_at,
      uploaded_at: scanned_at,
    });
  }
  return story;
}
