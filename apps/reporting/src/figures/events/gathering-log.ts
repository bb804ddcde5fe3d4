/** What is known of a gathering: its particulars and how far it has come. */
import { events, type Bilingual } from '@park/contracts';
import { latest, logsOf, mappingsTo, type Change, type Known } from '../../ledger/log.ts';

export interface Gathering {
  code: string;
  state: string;
  type: string;
  season_id: string | null;
  gathering_on: string | null;
  title: string;
  title_en: string | null;
  venue: string;
  starts_at: string;
  ends_at: string;
  capacity: number;
  visibility: string;
}

const map = mappingsTo<Gathering>();

type Head = { code: string; to_state: string; type: string; season_id: string | null; gathering_on: string | null };
type Content = Pick<Gathering, 'title' | 'title_en' | 'venue' | 'starts_at' | 'ends_at' | 'capacity' | 'visibility'>;

function headOf({ code, to_state: state, type, season_id, gathering_on }: Head): Partial<Gathering> {
  return { code, state, type, season_id, gathering_on };
}

function moved(data: Head): { is: Partial<Gathering> } {
  return { is: headOf(data) };
}

function described(data: Head & Content): { is: Partial<Gathering> } {
  const { title, title_en, venue, starts_at, ends_at, capacity, visibility } = data;
  return { is: { ...headOf(data), title, title_en, venue, starts_at, ends_at, capacity, visibility } };
}

export const gatheringMappings = [
  map(events.GatheringDraftedV1, described),
  map(events.GatheringChangedV1, described),
  map(events.GatheringSubmittedV1, moved),
  map(events.GatheringApprovedV1, moved),
  map(events.GatheringRejectedV1, moved),
  map(events.GatheringWithdrawnV1, moved),
  map(events.GatheringPublishedV1, described),
  map(events.GatheringCapacityChangedV1, (data) => ({ is: { ...headOf(data), capacity: data.new } })),
  map(events.GatheringPostponedV1, moved),
  map(events.GatheringRescheduledV1, (data) => ({ is: { ...headOf(data), ...data.new } })),
  map(events.GatheringCancelledV1, moved),
  map(events.GatheringStartedV1, moved),
  map(events.GatheringEndedV1, moved),
  map(events.GatheringArchivedV1, moved),
];

export function gatheringLogOf(known: Known): Change<Gathering>[] {
  return logsOf<Gathering>(known, 'events.gathering')[0]?.log ?? [];
}

export function gatheringOf(known: Known): Partial<Gathering> {
  return latest(gatheringLogOf(known));
}

export function gatheringName(known: Known): Bilingual {
  const { code = '', title = code, title_en } = gatheringOf(known);
  return { zh: title, en: title_en ?? title };
}
