/**
 * Pages of logs, ready to send. A log only grows, so that a page that is full stays as it is: it is kept for the next member system that
 * reads it, up to a bound in bytes.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Refusal } from '@park/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { endsOf, entriesAfter } from '../log/log.store.ts';
import type { Member } from '../members/member.store.ts';
import { batchOf } from './feed-page.ts';

const zip = promisify(gzip);
const mostBytes = 64 * 1024 * 1024;
/** Below it, gzip saves less than it costs. */
const worthZippingBytes = 1_024;

export interface FeedPage {
  /** Of the last entry; the position asked for where there is none. */
  last: number;
  count: number;
  body: Buffer;
  /** Made when it is first asked for. */
  gzipped: Buffer | null;
}

@Injectable()
export class FeedPages {
  private readonly full = new Map<string, FeedPage>();
  private bytes = 0;

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Throws `gone position_expired` with the oldest position, `invalid position_in_future` with the newest. */
  async read({ log_no, first_position }: Member, after: number, limit: number): Promise<FeedPage> {
    const key = `${log_no} ${after} ${limit}`;
    const known = this.full.get(key);
    if (known && after >= first_position - 1) return this.renew(key, known);
    const entries = await entriesAfter(this.dataSource, log_no, after, limit);
    if (entries[0]?.position !== after + 1) await this.requireReadable(log_no, after);
    const body = Buffer.from(batchOf(entries));
    const page = { last: entries.at(-1)?.position ?? after, count: entries.length, body, gzipped: null };
    if (entries.length === limit) this.keep(key, page);
    return page;
  }

  async zipped(page: FeedPage): Promise<Buffer | null> {
    if (page.body.length < worthZippingBytes) return null;
    return (page.gzipped ??= await zip(page.body));
  }

  private async requireReadable(log_no: number, after: number): Promise<void> {
    const { first, last } = await endsOf(this.dataSource, log_no);
    requirePosition(after, first, last);
  }

  /** The one that was used last stands last. */
  private renew(key: string, page: FeedPage): FeedPage {
    this.full.delete(key);
    this.full.set(key, page);
    return page;
  }

  private keep(key: string, page: FeedPage): void {
    this.full.set(key, page);
    this.bytes += page.body.length;
    for (const [oldest, { body }] of this.full) {
      if (this.bytes <= mostBytes) return;
      this.full.delete(oldest);
      this.bytes -= body.length;
    }
  }
}

/** Throws `gone position_expired`, `invalid position_in_future`. */
export function requirePosition(after: number, first: number, last: number): void {
  if (after < first - 1)
    throw new Refusal(
      'gone',
      'position_expired',
      `The entries after position ${after} are not kept any more; the oldest has position ${first}.`,
      {
        extra: { oldest: first },
      },
    );
  if (after > last)
    throw new Refusal('invalid', 'position_in_future', `after must not be later than ${last}, the newest position of this feed.`, {
      errors: [{ pointer: '/after', detail: `after must not be later than ${last}` }],
      extra: { newest: last },
    });
}
