/**
 * The second door: logs as streams of server-sent events. Connections at the same position of a log share one read of it. A connection
 * that does not take what was written gets nothing more until it has, and is closed where that takes too long: it resumes at its position.
 */
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '@park/kernel';
import { SETTINGS } from '@park/service-kit';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReaderProgress } from '../doors/reader-progress.service.ts';
import type { FeedsSettings } from '../feeds.config.ts';
import { LogNotices } from '../log/log-notices.client.ts';
import { entriesAfter } from '../log/log.store.ts';
import type { Member } from '../members/member.store.ts';
import { framesOf } from './feed-page.ts';

/** A comment now and then keeps proxies from taking a quiet stream for a dead one. Memberships and tokens are looked at as often. */
const heartbeatMs = 15_000;
const slowestMs = 30_000;
const pageEntries = 200;
/** Events come from several partitions within some milliseconds: each stream is written to once for all of them. */
const collectMs = 10;

interface Connection {
  member: Member;
  stream: ServerResponse;
  /** Of the last entry that was written. */
  position: number;
  /** Since when it does not take what was written. */
  fullSince: number | null;
  until: Date;
}

interface Stream {
  connections: Set<Connection>;
  unwatch: () => void;
  /** A turn is under way. */
  isTurning: boolean;
  /** The log grew, or a connection came, since the turn began. */
  isAskedAgain: boolean;
}

@Injectable()
export class LiveFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('LiveFeed');
  private readonly streams = new Map<number, Stream>();
  private beat: NodeJS.Timeout | null = null;
  private isClosing = false;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
    @Inject(LogNotices) private readonly notices: LogNotices,
    @Inject(ReaderProgress) private readonly progress: ReaderProgress,
  ) {}

  onApplicationBootstrap(): void {
    this.beat = setInterval(() => void this.heartbeat(), heartbeatMs);
  }

  beforeApplicationShutdown(): void {
    this.isClosing = true;
    if (this.beat) clearInterval(this.beat);
    for (const { connections } of this.streams.values()) for (const connection of connections) close(connection);
  }

  /** Throws `conflict too_many_connections`. */
  requireRoom({ log_no }: Member): void {
    const most = this.settings.SSE_CONNECTIONS_PER_MEMBER;
    if ((this.streams.get(log_no)?.connections.size ?? 0) < most) return;
    throw new Refusal('conflict', 'too_many_connections', `A member has at most ${most} open streams at one instance.`);
  }

  connect(member: Member, stream: ServerResponse, after: number, until: Date): void {
    const of = this.streamOf(member.log_no);
    const connection: Connection = { member, stream, position: after, fullSince: null, until };
    of.connections.add(connection);
    stream.on('drain', () => {
      connection.fullSince = null;
      void this.turn(member.log_no);
    });
    stream.on('close', () => this.disconnect(connection));
    this.progress.note(member, 'sse', { sent: after, acknowledged: after });
    if (this.isClosing) close(connection);
    else void this.turn(member.log_no);
  }

  private streamOf(log_no: number): Stream {
    const known = this.streams.get(log_no);
    if (known) return known;
    const unwatch = this.notices.watch(log_no, () => void this.turn(log_no));
    const stream: Stream = { connections: new Set(), unwatch, isTurning: false, isAskedAgain: false };
    this.streams.set(log_no, stream);
    return stream;
  }

  private disconnect(connection: Connection): void {
    const { log_no } = connection.member;
    const stream = this.streams.get(log_no);
    if (!stream?.connections.delete(connection) || stream.connections.size > 0) return;
    stream.unwatch();
    this.streams.delete(log_no);
  }

  /** Writes until nobody who can take something is behind; one turn a log at a time. */
  private async turn(log_no: number): Promise<void> {
    const stream = this.streams.get(log_no);
    if (!stream) return;
    stream.isAskedAgain = true;
    if (stream.isTurning) return;
    stream.isTurning = true;
    try {
      for (let hasMore = false; hasMore || stream.isAskedAgain;) {
        if (!hasMore) await pause(collectMs);
        stream.isAskedAgain = false;
        hasMore = await this.advance(log_no, stream);
      }
    } catch (error) {
      this.log.warn(`a stream waits for the database: ${String(error)}`);
    } finally {
      stream.isTurning = false;
    }
  }

  /** A page to each who is behind. Answers whether there is more for somebody. */
  private async advance(log_no: number, { connections }: Stream): Promise<boolean> {
    const ready = [...connections].filter(({ fullSince }) => fullSince === null);
    let hasMore = false;
    for (const [position, together] of Map.groupBy(ready, (connection) => connection.position)) {
      const entries = await entriesAfter(this.dataSource, log_no, position, pageEntries);
      if (entries.length === 0) continue;
      const frames = Buffer.from(framesOf(entries));
      const last = entries.at(-1)!.position;
      for (const connection of together) write(connection, frames, last);
      this.progress.note(together[0]!.member, 'sse', { sent: last });
      hasMore ||= entries.length === pageEntries;
    }
    return hasMore;
  }

  /** Written and not taken yet, of all connections. */
  bytesWaiting(): number {
    const connections = [...this.streams.values()].flatMap((stream) => [...stream.connections]);
    return connections.reduce((sum, { stream }) => sum + stream.writableLength, 0);
  }

  /** Runs by itself; closes what is over, and shows the others that the stream is alive. */
  async heartbeat(): Promise<void> {
    const all = [...this.streams.values()].flatMap(({ connections }) => [...connections]);
    const [now, wallClock] = [performance.now(), Date.now()];
    const open = await this.openLogs().catch(() => null);
    for (const connection of all) {
      const { stream, fullSince, until, member } = connection;
      if (fullSince !== null) {
        if (now - fullSince > slowestMs) stream.destroy();
      } else if (until.getTime() <= wallClock || (open && !open.has(member.log_no))) close(connection);
      else stream.write(': still here\n\n');
    }
    // Entries whose notice was lost, or that the database did not answer.
    for (const log_no of this.streams.keys()) void this.turn(log_no);
  }

  private async openLogs(): Promise<Set<number>> {
    const rows: { log_no: number }[] = await this.dataSource.query('select log_no from member where is_open and log_no = any ($1)', [
      [...this.streams.keys()],
    ]);
    return new Set(rows.map(({ log_no }) => log_no));
  }
}

function write(connection: Connection, frames: Buffer, last: number): void {
  if (connection.stream.destroyed) return;
  connection.position = last;
  if (!connection.stream.write(frames)) connection.fullSince = performance.now();
}

/** A client that does not read would hold up the end. */
function close({ stream, fullSince }: Connection): void {
  if (fullSince === null) stream.end();
  else stream.destroy();
}
