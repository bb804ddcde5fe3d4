/** A booth 展位 on the map of a job fair. Whether it is taken is what the booth applications say. */
import { occurred, recruitment, unchanged, type Decision } from '@park/contracts';
import { amended, move, Refusal, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';

export type BoothStatus = (typeof recruitment.boothStatuses)[number];
export type BoothClass = (typeof recruitment.boothClasses)[number];
export type BoothAction = 'change' | 'block' | 'unblock';

export const boothMachine: Machine<BoothStatus, BoothAction> = {
  change: { from: ['available', 'blocked'], to: 'same' },
  block: { from: ['available'], to: 'blocked' },
  unblock: { from: ['blocked'], to: 'available' },
};

export interface BoothContent {
  zone: string;
  class: BoothClass;
  power_w: number;
  size_m2: number;
}

/** Its code is unique in its fair. */
export interface Booth extends Aggregate, BoothContent {
  fair_id: string;
  status: BoothStatus;
}

export function add(identity: NewIdentity, fair_id: string, content: BoothContent): Decision<Booth> {
  const next: Booth = { ...rowOf(identity), fair_id, ...content, status: 'available' };
  return { next, events: [occurred(recruitment.BoothAddedV1, identity.today, { ...contentOf(next), status: next.status })] };
}

/** No event where nothing changes. Throws `conflict booth_taken` where the zone or the class of a booth that somebody has would change. */
export function changeContent(booth: Booth, change: Partial<BoothContent>, isTaken: boolean, today: LocalDate): Decision<Booth> {
  move(boothMachine, booth.status, 'change');
  const next = amended(booth, change);
  if (next === booth) return unchanged(booth);
  if (next.zone !== booth.zone || next.class !== booth.class) requireNotTaken(isTaken);
  return { next, events: [occurred(recruitment.BoothChangedV1, today, contentOf(next))] };
}

/** Throws `conflict booth_taken`. */
export function block(booth: Booth, reason: string, isTaken: boolean, today: LocalDate): Decision<Booth> {
  const status = move(boothMachine, booth.status, 'block');
  requireNotTaken(isTaken);
  return statusChanged(booth, status, reason, today);
}

export function unblock(booth: Booth, today: LocalDate): Decision<Booth> {
  return statusChanged(booth, move(boothMachine, booth.status, 'unblock'), null, today);
}

function statusChanged(booth: Booth, status: BoothStatus, reason: string | null, today: LocalDate): Decision<Booth> {
  const next: Booth = { ...booth, status };
  const data = { ...transition({ code: next.code, state: status }, booth.status), fair_id: next.fair_id, reason };
  return { next, events: [occurred(recruitment.BoothStatusChangedV1, today, data)] };
}

function requireNotTaken(isTaken: boolean): void {
  if (isTaken) throw new Refusal('conflict', 'booth_taken', 'An employer has the booth; nothing of it changes under it.');
}

function contentOf({ code, fair_id, zone, class: boothClass, power_w, size_m2 }: Booth) {
  return { code, fair_id, zone, class: boothClass, power_w, size_m2 };
}
