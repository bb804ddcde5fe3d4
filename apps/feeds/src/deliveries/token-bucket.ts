/** Spreads requests over the minute: as many as come in a second may come at once, no more. */
export class TokenBucket {
  private readonly most: number;
  private tokens: number;
  private at: number | null = null;

  constructor(readonly perMinute: number) {
    this.most = Math.max(1, Math.floor(perMinute / 60));
    this.tokens = this.most;
  }

  /** Milliseconds until there is one; 0 where there is. `nowMs` never goes back. */
  waitMs(nowMs: number): number {
    const refilled = this.at === null ? 0 : ((nowMs - this.at) * this.perMinute) / 60_000;
    this.tokens = Math.min(this.most, this.tokens + refilled);
    this.at = nowMs;
    return this.tokens >= 1 ? 0 : ((1 - this.tokens) * 60_000) / this.perMinute;
  }

  /** Only where there is one. */
  take(): void {
    this.tokens -= 1;
  }
}
