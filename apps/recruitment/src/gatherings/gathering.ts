/** A gathering 活动 of the events service, as recruitment knows it from that service's events: a job fair takes place on one. */
import type { events } from '@park/contracts';

export interface KnownGathering {
  id: string;
  code: string;
  type: (typeof events.gatheringTypes)[number];
  state: (typeof events.gatheringStates)[number];
  title: string | null;
  /** As last announced, also while it is postponed. */
  starts_at: Date | null;
  ends_at: Date | null;
}

/** Somebody checked in at a list of a gathering. */
export interface CheckIn {
  registration_id: string;
  list_id: string;
  gathering_id: string;
  came_on: string;
  places: number;
}
