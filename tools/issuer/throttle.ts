/** Slows down guessing: after some wrong passwords for a name, that name waits. */
const allowed = 5;
const waitMs = 60_000;
const mostNames = 10_000;

export class Throttle {
  private readonly failures = new Map<string, { count: number; last: number }>();

  mustWait(name: string, now: number): boolean {
    const known = this.failures.get(name);
    return known !== undefined && known.count >= allowed && now - known.last < waitMs;
  }

  failed(name: string, now: number): void {
    const known = this.failures.get(name);
    const count = known && now - known.last < waitMs ? known.count + 1 : 1;
    if (this.failures.size >= mostNames) this.failures.clear();
    this.failures.set(name, { count, last: now });
  }

  succeeded(name: string): void {
    this.failures.delete(name);
  }
}
