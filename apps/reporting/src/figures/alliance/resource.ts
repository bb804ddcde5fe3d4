/** A resource 资源 that a member offers, and the slots 时段 in which it can be had: each slot ends, so that it is a subject of its own. */
import { alliance } from '@park/contracts';
import { dateAt, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { placeInList } from './list-place.ts';

interface Resource {
  code: string;
  state: string;
  mode: string;
  category: string;
  membership_id: string;
  title: string;
  listed_on: LocalDate;
  /** Exclusive. */
  listed_until: LocalDate | null;
  settled_on: LocalDate;
}

const map = mappingsTo<Resource>();

type Head = { code: string; to_state: string; mode: string; category: string; membership_id: string };

function headOf({ code, to_state: state, mode, category, membership_id }: Head): Partial<Resource> {
  return { code, state, mode, category, membership_id };
}

function offeredOf({ title, listed_until }: Pick<Resource, 'title' | 'listed_until'>): Partial<Resource> {
  return { title, listed_until };
}

export function resourceOf(known: Known): Partial<Resource> {
  return latest(logsOf<Resource>(known, 'alliance.resource')[0]?.log ?? []);
}

export const resource: SubjectKind = {
  name: 'alliance.resource',
  title: { zh: '联盟资源', en: 'Resource of the alliance' },
  version: 1,
  belongsTo(known) {
    const { state, listed_on, settled_on } = resourceOf(known);
    return listed_on === undefined ? null : placeInList(state === 'listed', settled_on);
  },
  measures: [],
  mappings: [
    map(alliance.ResourceListedV1, (data, { effectivedate }) => ({
      is: { ...headOf(data), ...offeredOf(data), listed_on: effectivedate },
    })),
    map(alliance.ResourceChangedV1, (data) => ({ is: { ...headOf(data), ...offeredOf(data) } })),
    map(alliance.ResourceDelistedV1, (data, { effectivedate }) => ({ is: { ...headOf(data), settled_on: effectivedate } })),
  ],
};

interface Slot {
  state: 'free' | 'reserved' | 'removed';
  begins_on: LocalDate;
}

const mapSlot = mappingsTo<Slot>();

function slotIs(state: Slot['state']) {
  return ({ slot_id, starts_at }: { slot_id: string; starts_at: string }) => ({
    subjects: slot_id,
    is: { state, begins_on: dateAt(new Date(starts_at)) },
  });
}

/** With the resource that it is of. */
export function slotOf(known: Known): Partial<Slot> & { resource_id: string | null } {
  const own = logsOf<Slot>(known, 'alliance.resource')[0];
  return { resource_id: own?.id ?? null, ...latest(own?.log ?? []) };
}

export const resourceSlot: SubjectKind = {
  name: 'alliance.resource-slot',
  title: { zh: '资源时段', en: 'Slot of a resource' },
  version: 1,
  // The month in which it begins, so that the slots to come are found without those that are over.
  belongsTo(known) {
    const { state, begins_on } = slotOf(known);
    return state === 'removed' || begins_on === undefined ? null : begins_on.slice(0, 7);
  },
  measures: [],
  mappings: [
    mapSlot(alliance.ResourceSlotAddedV1, slotIs('free')),
    mapSlot(alliance.ResourceSlotReservedV1, slotIs('reserved')),
    mapSlot(alliance.ResourceSlotReleasedV1, slotIs('free')),
    mapSlot(alliance.ResourceSlotRemovedV1, slotIs('removed')),
  ],
};
