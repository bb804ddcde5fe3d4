/** The meetings of a matchmaking as a grid of slots and tables. */
import type { MeetingEntry } from '@park/contracts';

export type Placed = MeetingEntry & { table: number; starts_at: string; ends_at: string };

export interface Grid {
  tables: number[];
  slots: { starts_at: string; /** By table; null where it is free. */ meetings: (Placed | null)[] }[];
}

/** A meeting that was cancelled leaves its place to another. */
const inGrid: readonly MeetingEntry['state'][] = ['scheduled', 'held', 'followed_up', 'no_show'];
const waitsForPlace: readonly MeetingEntry['state'][] = ['accepted', 'requested'];

export function isPlaced(meeting: MeetingEntry): meeting is Placed {
  return inGrid.includes(meeting.state) && meeting.table !== null && meeting.starts_at !== null;
}

export function isWaiting({ state }: MeetingEntry): boolean {
  return waitsForPlace.includes(state);
}

/** All tables up to the last one that is used: an empty one between them is seen to be free. */
export function gridOf(meetings: readonly MeetingEntry[]): Grid {
  const placed = meetings.filter(isPlaced);
  const last = Math.max(0, ...placed.map(({ table }) => table));
  const tables = Array.from({ length: last }, (_, i) => i + 1);
  const slots = [...Map.groupBy(placed, ({ starts_at }) => starts_at)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    tables,
    slots: slots.map(([starts_at, own]) => ({
      starts_at,
      meetings: tables.map((table) => own.findLast((one) => one.table === table) ?? null),
    })),
  };
}

/** The place in the grid that an arrow key leads to; the same one at its edge. */
export function neighbourIn({ tables, slots }: Grid, [slot, table]: readonly [number, number], key: string): [number, number] {
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [0, 0];
  const within = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at));
  return [within(slot + down!, slots.length), within(table + right!, tables.length)];
}
