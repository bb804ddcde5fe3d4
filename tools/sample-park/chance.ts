/** Chance that repeats itself: the same name draws the same numbers for ever, so that the sample park is the same everywhere. */

const { cos, floor, imul, log, PI, sqrt } = Math;

export interface Chance {
  /** In `[0, 1)`. */
  next(): number;
  /** Both ends included. */
  whole(from: number, to: number): number;
  happens(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** Of mean 0 and deviation 1. */
  normal(): number;
}

export function chanceOf(name: string): Chance {
  let state = fnv1a(name);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + floor(next() * (to - from + 1));
  return {
    next,
    whole,
    happens: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)]!,
    weighted(choices) {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      return (choices.find(([, weight]) => (left -= weight) < 0) ?? choices.at(-1)!)[0];
    },
    shuffled(list) {
      const cards = [...list];
      for (let at = cards.length - 1; at > 0; at--) {
        const other = whole(0, at);
        [cards[at], cards[other]] = [cards[other]!, cards[at]!];
      }
      return cards;
    },
    normal: () => sqrt(-2 * log(1 - next())) * cos(2 * PI * next()),
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash;
}
