/** Counts of requests by who sends them, each in windows of a minute that begin with its first request. Pure: time is an argument. */

export interface Counted {
  remaining: number;
  resetSeconds: number;
  isExceeded: boolean;
}

interface Window {
  beganAt: number;
  requests: number;
}

const aMinute = 60_000;

export class RequestCounts {
  /** The ones that were quiet for longest come first. */
  private readonly windows = new Map<string, Window>();

  constructor(
    readonly max: number,
    private readonly countedAtOnce: number,
  ) {}

  count(key: string, now: number): Counted {
    const window = this.windows.get(key) ?? { beganAt: now, requests: 0 };
    if (now >= window.beganAt + aMinute) Object.assign(window, { beganAt: now, requests: 0 });
    window.requests++;
    this.windows.delete(key);
    this.windows.set(key, window);
    if (this.windows.size > this.countedAtOnce) this.windows.delete(this.windows.keys().next().value!);
    return {
      remaining: Math.max(0, this.max - window.requests),
      resetSeconds: Math.ceil((window.beganAt + aMinute - now) / 1_000),
      isExceeded: window.requests > this.max,
    };
  }
}

/** An IPv4 address as it is. Of an IPv6 address the network of 64 bits: a single customer has all of its addresses. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [text] = address.toLowerCase().split('%') as [string];
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (mapped !== undefined) return mapped;
  const [head, tail = ''] = text.split('::') as [string, string?];
  const [first, last] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
