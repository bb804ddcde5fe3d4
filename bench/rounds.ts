/** Rounds that alternate between contestants, so that what else the machine does hits all of them alike; and their medians. */

export interface Round {
  /** Operations that were done: commands, events, requests. */
  items: number;
  ms: number;
  /** CPU of the server's side, user and system. */
  cpuMs?: number;
  /** Milliseconds of single operations. */
  latencies?: readonly number[];
}

export interface Contestant {
  name: string;
  /** One round. Throws where what it did is not right: no number counts then. */
  round(): Promise<Round>;
}

export interface Measured {
  name: string;
  rounds: number;
  /** Medians of the rounds. */
  perSecond: number;
  cpuUsPerItem: number | null;
  p50Ms: number | null;
  p99Ms: number | null;
  /** Median, over the rounds, of the first contestant's rate divided by this one's. */
  ratio: number;
}

/** The first contestant is ours. Each warms up with one round that does not count. */
export async function alternate(contestants: readonly Contestant[], rounds: number, log = console.log): Promise<Measured[]> {
  const taken = contestants.map((): Round[] => []);
  for (const { round } of contestants) await round();
  for (let n = 1; n <= rounds; n++) {
    for (const [i, { name, round }] of contestants.entries()) {
      const one = await round();
      taken[i]!.push(one);
      log(`  round ${n}  ${name.padEnd(36)} ${Math.round(rateOf(one))}/s`);
    }
  }
  return contestants.map(({ name }, i) => measured(name, taken[i]!, taken[0]!));
}

export function measured(name: string, rounds: readonly Round[], first: readonly Round[]): Measured {
  const medianOf = (value: (round: Round) => number | null): number | null => {
    const values = rounds.map(value).filter((one) => one !== null);
    return values.length === 0 ? null : median(values);
  };
  return {
    name,
    rounds: rounds.length,
    perSecond: median(rounds.map(rateOf)),
    cpuUsPerItem: medianOf(({ cpuMs, items }) => (cpuMs === undefined ? null : (1000 * cpuMs) / items)),
    p50Ms: medianOf(({ latencies }) => (latencies ? percentile(latencies, 0.5) : null)),
    p99Ms: medianOf(({ latencies }) => (latencies ? percentile(latencies, 0.99) : null)),
    ratio: median(rounds.map((one, i) => rateOf(first[i]!) / rateOf(one))),
  };
}

function rateOf({ items, ms }: Round): number {
  return (1000 * items) / ms;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)]!;
}
