/** A slot 时段 of a resource: given to one claim, or to none. It changes with its resource, whose events tell of it. */
import { alliance, occurred, type Decision } from '@park/contracts';
import { dateAt, invalid, move, Refusal, type LocalDate } from '@park/kernel';
import { circleOf, headOf, resourceMachine, type Resource } from './resource.ts';

export type SlotState = (typeof alliance.slotStates)[number];

export interface SlotTime {
  starts_at: Date;
  ends_at: Date;
}

export interface Slot extends SlotTime {
  id: string;
  resource_id: string;
  state: SlotState;
  /** Of the claim that has it, or had it. */
  claim_id: string | null;
  updated_at: Date;
}

/** With the slots that it changed or added. */
export interface SlotsDecision extends Decision<Resource> {
  slots: Slot[];
}

const hourMs = 3_600_000;
export const longestSlotHours = 744;
export const farthestSlotDays = 366;

/** Later than now, and within the listing. Throws `invalid slot_out_of_range`, `invalid period_reversed`. */
export function addSlots(resource: Resource, times: readonly SlotTime[], newId: () => string, now: Date): SlotsDecision {
  times.forEach(({ starts_at }, i) => {
    if (starts_at <= now) throw outOfRange(`/slots/${i}/starts_at`, 'starts_at must be later than now.');
  });
  return enterSlots(resource, times, newId, now, (i) => `/slots/${i}`);
}

/** Also of earlier times, as a file of history has them. Throws `invalid slot_out_of_range`, `invalid period_reversed`. */
export function enterSlots(
  resource: Resource,
  times: readonly SlotTime[],
  newId: () => string,
  now: Date,
  pointerOf: (i: number) => string,
): SlotsDecision {
  move(resourceMachine, resource.state, 'add_slot');
  const slots = times.map(({ starts_at, ends_at }, i): Slot => {
    if (ends_at <= starts_at) throw invalid(`${pointerOf(i)}/ends_at`, 'period_reversed', 'ends_at must be later than starts_at.');
    if (ends_at.getTime() - starts_at.getTime() > longestSlotHours * hourMs)
      throw outOfRange(`${pointerOf(i)}/ends_at`, `A slot must not be longer than ${longestSlotHours} hours.`);
    if (starts_at.getTime() > now.getTime() + farthestSlotDays * 24 * hourMs)
      throw outOfRange(`${pointerOf(i)}/starts_at`, `starts_at must be at most ${farthestSlotDays} days ahead.`);
    if (resource.listed_until !== null && dateAt(starts_at) >= resource.listed_until)
      throw outOfRange(`${pointerOf(i)}/starts_at`, `starts_at must be before ${resource.listed_until}, when the listing ends.`);
    return { id: newId(), resource_id: resource.id, starts_at, ends_at, state: 'free', claim_id: null, updated_at: now };
  });
  const events = slots.map((slot) =>
    occurred(alliance.ResourceSlotAddedV1, dateAt(now), { ...headOf(resource, resource.state), ...timesOf(slot) }, circleOf(resource)),
  );
  return { next: resource, events, slots };
}

/** Throws `conflict slot_taken`. */
export function removeSlot(resource: Resource, slot: Slot, now: Date): SlotsDecision {
  move(resourceMachine, resource.state, 'remove_slot');
  if (slot.state !== 'free') throw taken();
  const data = { ...headOf(resource, resource.state), ...timesOf(slot) };
  return {
    next: resource,
    events: [occurred(alliance.ResourceSlotRemovedV1, dateAt(now), data, circleOf(resource))],
    slots: [{ ...slot, state: 'removed', updated_at: now }],
  };
}

/** To a claim, whose resource is listed or was. Throws `conflict slot_taken`. */
export function reserve(resource: Resource, slot: Slot, claim_id: string, on: LocalDate, now: Date): SlotsDecision {
  move(resourceMachine, resource.state, 'reserve');
  if (slot.state !== 'free') throw taken();
  const data = { ...headOf(resource, resource.state), ...timesOf(slot), claim_id };
  return {
    next: resource,
    events: [occurred(alliance.ResourceSlotReservedV1, on, data)],
    slots: [{ ...slot, state: 'reserved', claim_id, updated_at: now }],
  };
}

export function release(resource: Resource, slot: Slot, on: LocalDate, now: Date): SlotsDecision {
  move(resourceMachine, resource.state, 'release');
  const data = { ...headOf(resource, resource.state), ...timesOf(slot), claim_id: slot.claim_id! };
  return {
    next: resource,
    events: [occurred(alliance.ResourceSlotReleasedV1, on, data)],
    slots: [{ ...slot, state: 'free', claim_id: null, updated_at: now }],
  };
}

/** The claim’s event tells of it. */
export function use(resource: Resource, slot: Slot, now: Date): SlotsDecision {
  return { next: resource, events: [], slots: [{ ...slot, state: 'used', updated_at: now }] };
}

export function taken(): Refusal {
  return new Refusal('conflict', 'slot_taken', 'The slot is given to another member, or was removed.');
}

function outOfRange(pointer: string, detail: string): Refusal {
  return invalid(pointer, 'slot_out_of_range', detail);
}

function timesOf({ id: slot_id, starts_at, ends_at }: Slot) {
  return { slot_id, starts_at: starts_at.toISOString(), ends_at: ends_at.toISOString() };
}
