/** Ages of what is open, and how far a due day is away. */
import type { SupervisionItem } from '@park/contracts';
import { daysBetween } from '../numbers/days.ts';

/** From these days on an item is said to be older: within the first fourteen it is to be answered. */
export const ageSteps = [0, 15, 31] as const;
export type AgeBand = 0 | 1 | 2;

export function bandOf(days: number): AgeBand {
  return ageSteps.findLastIndex((from) => days >= from) as AgeBand;
}

/** 0..100; the oldest is as wide as there is room. */
export function widthOf(days: number, oldest: number): number {
  return oldest === 0 ? 0 : (Math.min(days, oldest) / oldest) * 100;
}

export type DueState = 'overdue' | 'handed_in' | 'soon' | 'later';
const soonDays = 14;

/** Overdue goes before all else: it stays so until it is accepted. */
export function dueStateOf(
  { due_on, overdue_days, state }: Pick<SupervisionItem, 'due_on' | 'overdue_days' | 'state'>,
  today: string,
): DueState {
  if (overdue_days > 0) return 'overdue';
  if (state === 'submitted') return 'handed_in';
  return daysBetween(today, due_on) <= soonDays ? 'soon' : 'later';
}
