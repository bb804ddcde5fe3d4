/** A door's place in the log as a rail: how much of it is acknowledged, how much sent beyond that, how much not sent yet. */
import type { Door, Positions } from '../api.ts';

/** In percent of the log that is kept; together 100. */
export interface Rail {
  acknowledged: number;
  sent: number;
  ahead: number;
}

/** A part that holds entries is at least so wide: one of 4,711 entries would be 0.02 %. */
const leastShown = 2.5;

export function railOf(
  { first, last }: Pick<Positions, 'first' | 'last'>,
  { sent, acknowledged }: Pick<Door, 'sent' | 'acknowledged'>,
): Rail {
  const whole = last - first + 1;
  if (last === 0 || whole <= 0) return { acknowledged: 0, sent: 0, ahead: 100 };
  const had = within(acknowledged ?? 0, first - 1, last);
  const got = within(Math.max(sent ?? 0, had), first - 1, last);
  const parts = [had - first + 1, got - had, last - got].map((entries) =>
    entries === 0 ? 0 : Math.max(leastShown, (entries / whole) * 100),
  ) as [number, number, number];
  const excess = parts[0] + parts[1] + parts[2] - 100;
  const widest = parts.indexOf(Math.max(...parts)) as 0 | 1 | 2;
  parts[widest] -= excess;
  return { acknowledged: parts[0], sent: parts[1], ahead: parts[2] };
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Entries of the log that the door has not got acknowledged; of a stream, which has no answer, those that were not written to it. */
export function behindOf(
  { last }: Pick<Positions, 'last'>,
  { door, sent, acknowledged }: Pick<Door, 'door' | 'sent' | 'acknowledged'>,
): number {
  return Math.max(0, last - ((door === 'sse' ? sent : acknowledged) ?? 0));
}
