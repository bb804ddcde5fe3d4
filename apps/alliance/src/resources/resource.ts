/** A resource 资源 that a member offers to the others: a hall, a mentor’s hours, a car. It is had by the slot, see slot.ts. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import {
  amended,
  daysBetween,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import type { AllianceCategory, AllianceMode, Owner } from '../needs/need.ts';

export type ResourceState = (typeof alliance.resourceStates)[number];
export type ResourceAction = 'change' | 'list' | 'add_slot' | 'remove_slot' | 'reserve' | 'release' | 'delist';

export const resourceMachine: Machine<ResourceState, ResourceAction> = {
  change: { from: ['draft', 'listed'], to: 'same' },
  list: { from: ['draft'], to: 'listed' },
  add_slot: { from: ['draft', 'listed'], to: 'same' },
  remove_slot: { from: ['draft', 'listed'], to: 'same' },
  // Quantities given before the delisting stand, and may still be given back; a file may report some of the time before.
  reserve: { from: ['listed', 'delisted'], to: 'same' },
  release: { from: ['listed', 'delisted'], to: 'same' },
  delist: { from: ['listed'], to: 'delisted' },
};

/** `listed_until` lies at most so many days ahead when it is said. */
export const longestListingDays = 1096;

export interface ResourceContent {
  mode: AllianceMode;
  category: AllianceCategory;
  title: string;
  /** Of one slot, in `unit`. */
  capacity: number;
  unit: string;
  /** A claim is accepted as it is proposed: first come, first served. */
  instant: boolean;
  /** Exclusive; null: until it is delisted. */
  listed_until: LocalDate | null;
}

export interface Resource extends Aggregate, ResourceContent {
  /** The owner. */
  membership_id: string;
  member_uscc: string;
  member_name: string;
  state: ResourceState;
  listed_on: LocalDate | null;
  delisted_on: LocalDate | null;
  /** Why it was delisted. */
  reason: string | null;
}

/** Throws `invalid listed_until_out_of_range`. */
export function draft(identity: NewIdentity, owner: Owner, content: ResourceContent): Decision<Resource> {
  requireListedUntil(content.listed_until, identity.today);
  const next: Resource = {
    ...rowOf(identity),
    ...content,
    membership_id: owner.id,
    member_uscc: owner.uscc,
    member_name: owner.organisation_name,
    state: 'draft',
    listed_on: null,
    delisted_on: null,
    reason: null,
  };
  return { next, events: [occurred(alliance.ResourceDraftedV1, identity.today, headOf(next, null))] };
}

/** `slots`: that are free. Throws `invalid listed_until_out_of_range`. */
export function list(resource: Resource, slots: number, today: LocalDate): Decision<Resource> {
  const state = move(resourceMachine, resource.state, 'list');
  requireListedUntil(resource.listed_until, today);
  const next: Resource = { ...resource, state, listed_on: today };
  const data = { ...headOf(next, resource.state), ...offeredOf(next), slots };
  return { next, events: [occurred(alliance.ResourceListedV1, today, data)] };
}

/**
 * A listed one keeps its mode, category, capacity and unit, on which claims rest. No event where nothing changes.
 * Throws `conflict fixed_after_publication`, `invalid listed_until_out_of_range`.
 */
export function changeContent(resource: Resource, change: Partial<ResourceContent>, today: LocalDate): Decision<Resource> {
  const state = move(resourceMachine, resource.state, 'change');
  const next = amended(resource, change);
  if (next === resource) return unchanged(resource);
  if (next.listed_until !== resource.listed_until) requireListedUntil(next.listed_until, today);
  const fixed = (['mode', 'category', 'capacity', 'unit'] as const).find((name) => next[name] !== resource[name]);
  if (state === 'listed' && fixed !== undefined) {
    const detail = `${fixed} of a listed resource stays; delist it and list another.`;
    throw new Refusal('conflict', 'fixed_after_publication', detail, { errors: [{ pointer: `/${fixed}`, detail }] });
  }
  const data = { ...headOf(next, resource.state), ...offeredOf(next) };
  return { next, events: [occurred(alliance.ResourceChangedV1, today, data, circleOf(next))] };
}

export function delist(resource: Resource, reason: string | null, on: LocalDate): Decision<Resource> {
  const next: Resource = { ...resource, state: move(resourceMachine, resource.state, 'delist'), delisted_on: on, reason };
  return { next, events: [occurred(alliance.ResourceDelistedV1, on, { ...headOf(next, resource.state), reason })] };
}

/** `listed_until` has passed, on which day it ended. Throws `conflict not_over`. */
export function endListing(resource: Resource, today: LocalDate): Decision<Resource> {
  move(resourceMachine, resource.state, 'delist');
  if (resource.listed_until === null || resource.listed_until > today)
    throw new Refusal('conflict', 'not_over', 'listed_until has not passed.');
  return delist(resource, null, resource.listed_until);
}

/** Of a draft nobody outside the park learns. */
export function circleOf({ state }: Pick<Resource, 'state'>): 'internal' | 'alliance' {
  return state === 'draft' ? 'internal' : 'alliance';
}

export function headOf(next: Resource, from: ResourceState | null) {
  const { membership_id, mode, category } = next;
  return { ...transition(next, from), membership_id, mode, category };
}

function offeredOf({ title, capacity, unit, listed_until }: Resource) {
  return { title, capacity, unit, listed_until };
}

function requireListedUntil(listed_until: LocalDate | null, today: LocalDate): void {
  if (listed_until === null) return;
  const days = daysBetween(today, listed_until);
  if (days < 1 || days > longestListingDays)
    throw invalid('/listed_until', 'listed_until_out_of_range', `listed_until must lie 1 to ${longestListingDays} days ahead.`);
}
