/** How many requests the issuer takes from one address in a minute: each sign-in that begins is remembered for a day. */
import type { IncomingHttpHeaders } from 'node:http';

/** Services, pages and people of an office may share an address. */
const aMinute = 6_000;
const windowMs = 60_000;

export class Admission {
  private counts = new Map<string, number>();
  private until = 0;
  private readonly isBehindProxy: boolean;
  private readonly most: number;

  /** `isBehindProxy`: the address is the one that the proxy has added to X-Forwarded-For. */
  constructor(isBehindProxy: boolean, most = aMinute) {
    this.isBehindProxy = isBehindProxy;
    this.most = most;
  }

  admits(headers: IncomingHttpHeaders, remoteAddress: string, now: number): boolean {
    if (now >= this.until) {
      this.counts = new Map();
      this.until = now + windowMs;
    }
    const forwarded = this.isBehindProxy
      ? String(headers['x-forwarded-for'] ?? '')
          .split(',')
          .at(-1)!
          .trim()
      : '';
    const address = forwarded || remoteAddress;
    const count = (this.counts.get(address) ?? 0) + 1;
    this.counts.set(address, count);
    return count <= this.most;
  }
}
