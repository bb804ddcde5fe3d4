/**
 * The automatic schedule 自动排期 of a gathering: gives accepted requests tables and times. Each turn goes to the investor with the fewest
 * meetings, so that none waits while others have several; the same input gives the same schedule. The result is maximal: a request that
 * gets no slot could get none beside the others, because each placement only takes slots away.
 */
import { invalid } from '@park/kernel';
import type { Venue } from './match-request.ts';
import { requireAhead, requireWithin, type Slot } from './meeting.ts';

export interface Span {
  starts_at: Date;
  /** Exclusive. */
  ends_at: Date;
}

/** An accepted request. Those before it in the list come first among those of its investor. */
export interface Waiting {
  id: string;
  investor_id: string;
  project_id: string;
}

/** A meeting that stands. One at another gathering takes none of the tables. */
export interface Standing extends Span {
  investor_id: string;
  project_id: string;
  /** Null at another gathering. */
  table_no: number | null;
}

export interface Programme {
  tables: number;
  /** In the order of time, without overlaps. */
  slots: readonly Span[];
  standing: readonly Standing[];
  /** How many meetings each investor may still have at the gathering. */
  quotaLeft: ReadonlyMap<string, number>;
  /** How many each investor has. */
  meetings: ReadonlyMap<string, number>;
}

export const unplacedReasons = ['quota_reached', 'investor_busy', 'project_busy', 'no_common_time', 'no_table'] as const;
export type UnplacedReason = (typeof unplacedReasons)[number];

export interface Schedule {
  /** In the order of the turns. */
  placed: { id: string; slot: Slot }[];
  unplaced: { id: string; reason: UnplacedReason }[];
}

const longestWindowMs = 86_400_000;

/** Throws `invalid in_past`, `invalid period_reversed`, `invalid window_too_long`, `invalid outside_gathering`. */
export function requireWindow({ from, to }: { from: Date; to: Date }, gathering: Venue, now: Date): void {
  requireAhead('/from', from, now);
  if (to <= from) throw invalid('/to', 'period_reversed', 'to must be later than from.');
  if (to.getTime() - from.getTime() > longestWindowMs) throw invalid('/to', 'window_too_long', 'to must be at most 24 hours after from.');
  requireWithin(from, to, gathering, ['from', 'to']);
}

/** The slots of a window, one after the other; what is left at its end is too short for one. */
export function slotsIn(from: Date, to: Date, minutes: number): Span[] {
  const ms = minutes * 60_000;
  const count = Math.max(0, Math.floor((to.getTime() - from.getTime()) / ms));
  return Array.from({ length: count }, (_, i) => ({
    starts_at: new Date(from.getTime() + i * ms),
    ends_at: new Date(from.getTime() + (i + 1) * ms),
  }));
}

export function scheduled(waiting: readonly Waiting[], programme: Programme): Schedule {
  const grid = gridOf(programme);
  const queues = Map.groupBy(waiting, ({ investor_id }) => investor_id);
  const investors = [...queues.keys()].map((id, place) => ({ id, place, meetings: programme.meetings.get(id) ?? 0 }));
  const placed: Schedule['placed'] = [];
  const left: Waiting[] = [];
  while (investors.length > 0) {
    investors.sort((a, b) => a.meetings - b.meetings || a.place - b.place);
    const turn = investors[0]!;
    const slot = firstPlaced(queues.get(turn.id)!, grid, placed, left);
    if (slot) turn.meetings += 1;
    else investors.shift();
  }
  return { placed, unplaced: left.map((request) => ({ id: request.id, reason: reasonFor(request, grid) })) };
}

/** Places the first request of the queue that fits. One that does not fit now will not later, and leaves the queue. */
function firstPlaced(queue: Waiting[], grid: Grid, placed: Schedule['placed'], left: Waiting[]): boolean {
  for (let request = queue.shift(); request; request = queue.shift()) {
    const slot = take(request, grid);
    if (slot) {
      placed.push({ id: request.id, slot });
      return true;
    }
    left.push(request);
  }
  return false;
}

interface Grid {
  slots: readonly Span[];
  /** By slot: the tables that are free, lowest first. */
  tables: number[][];
  /** By id of an investor or a project: by slot, whether it is busy. */
  busy: Map<string, boolean[]>;
  quotaLeft: Map<string, number>;
}

function gridOf({ tables, slots, standing, quotaLeft }: Programme): Grid {
  const grid: Grid = {
    slots,
    tables: slots.map((slot) => {
      const taken = new Set(standing.filter((meeting) => overlap(meeting, slot)).map(({ table_no }) => table_no));
      return Array.from({ length: tables }, (_, i) => i + 1).filter((table) => !taken.has(table));
    }),
    busy: new Map(),
    quotaLeft: new Map(quotaLeft),
  };
  for (const meeting of standing) {
    for (const [i, slot] of slots.entries()) {
      if (!overlap(meeting, slot)) continue;
      busyOf(grid, meeting.investor_id)[i] = true;
      busyOf(grid, meeting.project_id)[i] = true;
    }
  }
  return grid;
}

function busyOf({ busy, slots }: Grid, id: string): boolean[] {
  const known = busy.get(id);
  if (known) return known;
  const free = Array<boolean>(slots.length).fill(false);
  busy.set(id, free);
  return free;
}

function take({ investor_id, project_id }: Waiting, grid: Grid): Slot | null {
  const quota = grid.quotaLeft.get(investor_id) ?? 0;
  if (quota < 1) return null;
  const [investor, project] = [busyOf(grid, investor_id), busyOf(grid, project_id)];
  const at = grid.slots.findIndex((_, i) => !investor[i] && !project[i] && grid.tables[i]!.length > 0);
  if (at < 0) return null;
  investor[at] = true;
  project[at] = true;
  grid.quotaLeft.set(investor_id, quota - 1);
  return { table_no: grid.tables[at]!.shift()!, ...grid.slots[at]! };
}

/** As things stand at the end. */
function reasonFor({ investor_id, project_id }: Waiting, grid: Grid): UnplacedReason {
  if ((grid.quotaLeft.get(investor_id) ?? 0) < 1) return 'quota_reached';
  const [investor, project] = [busyOf(grid, investor_id), busyOf(grid, project_id)];
  if (investor.every((isBusy) => isBusy)) return 'investor_busy';
  if (project.every((isBusy) => isBusy)) return 'project_busy';
  return grid.slots.some((_, i) => !investor[i] && !project[i]) ? 'no_table' : 'no_common_time';
}

export function overlap(a: Span, b: Span): boolean {
  return a.starts_at < b.ends_at && b.starts_at < a.ends_at;
}
