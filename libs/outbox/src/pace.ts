/** The pace at which a listener's rounds follow each other: it decides how long events wait for others. */

export class Pace {
  private lastAt = -Infinity;
  private countedAt = -Infinity;
  private perSecond = 0;

  /** A round has ended at `now`, in milliseconds, `quietMs` after the one before. `perSecond`: messages; what came longer ago counts less, after a second a third. */
  note(count: number, now: number): { quietMs: number; perSecond: number } {
    const quietMs = now - this.lastAt;
    this.perSecond = this.perSecond * Math.exp((this.countedAt - now) / 1_000) + count;
    [this.lastAt, this.countedAt] = [now, now];
    return { quietMs, perSecond: this.perSecond };
  }

  /** A pause after a round belongs to it. */
  rested(now: number): void {
    this.lastAt = now;
  }
}
