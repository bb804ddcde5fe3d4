/** A need 需求: open from its publication until it is confirmed, withdrawn or expired. */
import { alliance } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, phases, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Dimensions, type Entry } from '../../ledger/timeline.ts';
import { category, mode } from './dimensions.ts';
import { placeInList } from './list-place.ts';

const dimensions = [mode, category];

export const needsOpen: Measure = { code: 'needs_open', dimensions };
/** On the day of the publication. */
export const needsPublished: Measure = { code: 'needs_published', dimensions };
/** Of these, those that their owners have confirmed since; on the day of the publication. */
export const needsResolved: Measure = { code: 'needs_resolved', dimensions };
/** On the day of the confirmation; the scale is the days since the publication. */
export const needsConfirmed: Measure = { code: 'needs_confirmed', dimensions, scale: 'days' };

interface Need {
  code: string;
  state: string;
  mode: string;
  category: string;
  published_on: LocalDate;
  confirmed_on: LocalDate;
  days: number;
  membership_id: string;
  title: string;
  quantity: number;
  unit: string;
  claimed: number;
  live_claims: number;
  /** Exclusive. */
  needed_by: LocalDate;
  is_escalated: boolean;
  /** Confirmed, withdrawn or expired. */
  settled_on: LocalDate;
}

const map = mappingsTo<Need>();

type Head = { code: string; to_state: string; mode: string; category: string; membership_id: string };

function headOf({ code, to_state: state, mode: of, category: as, membership_id }: Head): Partial<Need> {
  return { code, state, mode: of, category: as, membership_id };
}

function wantedOf({ title, quantity, unit, needed_by }: Pick<Need, 'title' | 'quantity' | 'unit' | 'needed_by'>): Partial<Need> {
  return { title, quantity, unit, needed_by };
}

function moved(data: Head): { is: Partial<Need> } {
  return { is: headOf(data) };
}

function covered(data: Head & { claimed: number }): { is: Partial<Need> } {
  return { is: { ...headOf(data), claimed: data.claimed } };
}

function settled(data: Head, { effectivedate }: { effectivedate: LocalDate }): { is: Partial<Need> } {
  return { is: { ...headOf(data), settled_on: effectivedate } };
}

export function needOf(known: Known): Partial<Need> {
  return latest(logsOf<Need>(known, 'alliance.need')[0]?.log ?? []);
}

const openStates = ['published', 'matched', 'in_progress', 'delivered'];

function valuesOf({ mode: of = 'unknown', category: as = 'unknown' }: Partial<Need>): Dimensions {
  return { mode: of, category: as };
}

function timeline(known: Known): Entry[] {
  return logsOf<Need>(known, 'alliance.need').flatMap(({ log }) => {
    const now = latest(log);
    const { state, published_on, confirmed_on, days = 0 } = now;
    const of = valuesOf(now);
    const isConfirmed = state === 'confirmed' && confirmed_on !== undefined;
    return [
      ...phases(log)
        .filter((phase) => openStates.includes(phase.state.state ?? ''))
        .flatMap((phase) => stockEntries(needsOpen, of, [phase], 1)),
      ...(published_on === undefined ? [] : [flowEntry(needsPublished, of, published_on, 1)]),
      ...(published_on === undefined || !isConfirmed ? [] : [flowEntry(needsResolved, of, published_on, 1)]),
      ...(isConfirmed ? [flowEntry(needsConfirmed, { ...of, days: String(days) }, confirmed_on, 1)] : []),
    ];
  });
}

export const need: SubjectKind = {
  name: 'alliance.need',
  title: { zh: '需求', en: 'Need' },
  version: 2,
  belongsTo(known) {
    const { state = '', published_on, settled_on } = needOf(known);
    return published_on === undefined ? null : placeInList(openStates.includes(state), settled_on);
  },
  measures: [needsOpen, needsPublished, needsResolved, needsConfirmed],
  mappings: [
    map(alliance.NeedPublishedV1, (data, { effectivedate }) => ({
      is: { ...headOf(data), ...wantedOf(data), published_on: effectivedate },
    })),
    map(alliance.NeedChangedV1, (data) => ({ is: { ...headOf(data), ...wantedOf(data), claimed: data.claimed } })),
    map(alliance.NeedClaimsChangedV1, (data) => ({ is: { ...headOf(data), claimed: data.claimed, live_claims: data.live_claims } })),
    map(alliance.NeedEscalatedV1, (data) => ({ is: { ...headOf(data), is_escalated: true } })),
    map(alliance.NeedMatchedV1, covered),
    map(alliance.NeedUnmatchedV1, covered),
    map(alliance.NeedStartedV1, moved),
    map(alliance.NeedDeliveredV1, moved),
    map(alliance.NeedReturnedV1, moved),
    map(alliance.NeedConfirmedV1, (data) => ({
      is: { ...headOf(data), confirmed_on: data.confirmed_on, settled_on: data.confirmed_on, days: data.days_to_resolve },
    })),
    map(alliance.NeedWithdrawnV1, settled),
    map(alliance.NeedExpiredV1, settled),
  ],
  timeline,
};
