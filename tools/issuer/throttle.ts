/** Slows down guessing: an attempt counts before it is checked, so that many at once do not slip through. */
const waitMs = 60_000;
const mostKeys = 10_000;

export class Throttle {
  private readonly attempts = new Map<string, { count: number; last: number }>();
  private readonly allowed: number;

  /** `allowed`: attempts of one key until it waits for a minute. */
  constructor(allowed: number) {
    this.allowed = allowed;
  }

  /** Counts an attempt. Answers whether it may be made. */
  admits(key: string, now: number): boolean {
    const known = this.attempts.get(key);
    const isRecent = known !== undefined && now - known.last < waitMs;
    if (isRecent && known.count >= this.allowed) return false;
    this.attempts.delete(key);
    this.attempts.set(key, { count: isRecent ? known.count + 1 : 1, last: now });
    // The one that was quiet for longest.
    if (this.attempts.size > mostKeys) this.attempts.delete(this.attempts.keys().next().value!);
    return true;
  }

  /** An attempt that was right does not count. */
  takeBack(key: string): void {
    const known = this.attempts.get(key);
    if (known) this.attempts.set(key, { ...known, count: known.count - 1 });
  }

  forget(key: string): void {
    this.attempts.delete(key);
  }
}
