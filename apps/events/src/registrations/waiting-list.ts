/** The waiting list 候补 of a gathering: places that become free are offered in its order, each to the first that they fit. */
export interface Waiting {
  id: string;
  places: number;
  /** The counters that it draws on: the gathering, and the quotas of its type. */
  holders: readonly string[];
}

/** Free places by counter. */
export type Free = ReadonlyMap<string, number>;

export function fits({ places, holders }: Waiting, free: Free): boolean {
  return holders.every((holder) => (free.get(holder) ?? 0) >= places);
}

/** Those to be offered places now, and what is free afterwards. `waiting` is in the order of the list. */
export function served(waiting: readonly Waiting[], free: Free): { offered: Waiting[]; left: Free } {
  const left = new Map(free);
  const offered = waiting.filter((one) => {
    if (!fits(one, left)) return false;
    for (const holder of one.holders) left.set(holder, left.get(holder)! - one.places);
    return true;
  });
  return { offered, left };
}
