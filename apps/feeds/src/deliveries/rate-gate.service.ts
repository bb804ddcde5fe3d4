/** The rate of one endpoint: the lower one of what its member wants and what it agreed to in the handshake. */
import type { Endpoint } from '../endpoints/endpoint.ts';
import { TokenBucket } from './token-bucket.ts';

type Rates = Pick<Endpoint, 'rate_per_minute' | 'allowed_rate'>;

export class RateGate {
  private bucket: TokenBucket | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    rates: Rates,
    private readonly whenOpen: () => void,
  ) {
    this.set(rates);
  }

  set({ rate_per_minute, allowed_rate }: Rates): void {
    const rate = Math.min(rate_per_minute ?? Infinity, allowed_rate ?? Infinity);
    if (rate !== (this.bucket?.perMinute ?? Infinity)) this.bucket = rate === Infinity ? null : new TokenBucket(rate);
  }

  /** Calls `whenOpen` later where it is not. */
  get isOpen(): boolean {
    const waitMs = this.bucket?.waitMs(performance.now()) ?? 0;
    if (waitMs === 0) return true;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.whenOpen();
    }, waitMs);
    return false;
  }

  pass(): void {
    this.bucket?.take();
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
  }
}
